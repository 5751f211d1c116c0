/** Starts everything: configuration, store, gateway, playground, site. `node src/server/main.ts` */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClock } from '../configuration/clock.ts';
import { ConfigurationError, readConfiguration } from '../configuration/configuration.ts';
import { readSiteConfig } from '../configuration/site-config.ts';
import { securityTxt } from '../domain/security-txt.ts';
import { CatalogueError } from '../gateway/served-models.ts';
import { StoreError } from '../storage/store.ts';
import { createApp } from './app.ts';
import { readBuildRecord } from './build-record.ts';
import { ListenError, listen } from './http-servers.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { openServices } from './services.ts';
import { onEndSignal } from './shutdown.ts';
import { createSite, missingSite } from './site.ts';
import { loadSiteFiles } from './site-files.ts';

const graceMs = 2_000;
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const main = async (): Promise<void> => {
  const environment = process.env;
  const site = await readSiteConfig(environment.SITE_CONFIG);
  const configuration = readConfiguration(environment, site, process.stdout.isTTY);
  const log = await createLogger({
    level: configuration.logLevel,
    format: configuration.logFormat,
  });
  const build = await readBuildRecord(dist);
  // At once, as a build that ends now removes the one before.
  const files = build && loadSiteFiles(join(dist, build.site));
  const health = {
    version: build?.version ?? 'unbuilt',
    builtAt: build?.builtAt ?? null,
    stopping: false,
  };
  const metrics = createMetrics();
  const clock = createClock();
  let port = configuration.port;
  const services = await openServices({
    configuration,
    site,
    clock,
    log,
    metrics,
    version: health.version,
    environment,
    addresses: () => ({
      internal: `http://${reachable(configuration.host)}:${port}`,
      public: configuration.publicUrl ?? `http://localhost:${port}`,
    }),
  });
  const app = createApp({
    gateway: services.gateway,
    playground: services.playground,
    site: files ? createSite(files) : missingSite,
    docsOrigin: configuration.publicUrl ?? site.hosts.docs,
    securityTxt: () => securityTxt(site, clock.now()),
    health,
    metrics,
    headers: securityHeaders({
      csp: build?.csp,
      https: configuration.publicUrl?.startsWith('https:') ?? false,
    }),
    log,
  });
  const servers = await listen(configuration, app);
  port = servers.port;
  onEndSignal(async (signal) => {
    log.info(`Stopping (${signal}).`);
    health.stopping = true;
    const closed = servers.close();
    await services.drain();
    // What the playground still answers takes moments; a client that reads nothing is not waited for.
    await Promise.race([closed, pause(graceMs)]);
    servers.cut();
    await closed;
    await services.close();
    log.info('Stopped.');
    process.exit(0);
  });
  // Last, so that whoever reads it can already end the server in order.
  const url = `http://${inUrl(configuration.host)}:${port}`;
  log.info({ url, version: health.version }, `Ready at ${url}`);
};

const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** An address that listens for all is reached at loopback. */
const reachable = (host: string): string =>
  ({ '0.0.0.0': '127.0.0.1', '::': '[::1]', localhost: '127.0.0.1' })[host] ?? inUrl(host);

const expected = [ConfigurationError, CatalogueError, ListenError, StoreError];

main().catch((error: unknown) => {
  console.error(
    error instanceof Error && expected.some((kind) => error instanceof kind)
      ? error.message
      : error,
  );
  process.exit(1);
});
