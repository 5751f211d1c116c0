/** Starts everything: configuration, store, gateway, playground, site. `node src/server/main.ts` */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import siteConfig from '../../site.config.ts';
import { createApp, type Handler } from './app.ts';
import { readBuildRecord } from './build-record.ts';
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { ListenError, listen } from './http-servers.ts';
import { createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { securityHeaders } from './security-headers.ts';
import { onEndSignal } from './shutdown.ts';
import { createSite, missingSite } from './site.ts';
import { loadSiteFiles } from './site-files.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const main = async (): Promise<void> => {
  const configuration = readConfiguration(process.env, siteConfig, process.stdout.isTTY);
  const log = await createLogger({
    level: configuration.logLevel,
    format: configuration.logFormat,
  });
  const build = await readBuildRecord(dist);
  const health = {
    version: build?.version ?? 'unbuilt',
    builtAt: build?.builtAt ?? null,
    stopping: false,
  };
  const later: Handler = (_request, response) => {
    response.writeHead(503).end();
  };
  const app = createApp({
    gateway: later,
    playground: later,
    site: build ? createSite(loadSiteFiles(join(dist, build.site))) : missingSite,
    health,
    metrics: createMetrics(),
    headers: securityHeaders({
      csp: build?.csp,
      https: configuration.publicUrl?.startsWith('https:') ?? false,
    }),
    log,
  });
  const servers = await listen(configuration, app);
  const shownHost = configuration.host.includes(':')
    ? `[${configuration.host}]`
    : configuration.host;
  const url = `http://${shownHost}:${servers.port}`;
  log.info({ url, version: health.version }, `Ready at ${url}`);

  onEndSignal(async (signal) => {
    log.info(`Stopping (${signal}).`);
    health.stopping = true;
    await servers.close();
    log.info('Stopped.');
    process.exit(0);
  });
};

main().catch((error: unknown) => {
  const expected = error instanceof ConfigurationError || error instanceof ListenError;
  console.error(expected ? error.message : error);
  process.exit(1);
});
