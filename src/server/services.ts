/** Opens everything that answers requests: store, upstreams, gateway, playground. */
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { SiteConfig } from '../domain/site.ts';
import { createPlayground } from '../playground/playground.ts';
import { heartbeat, settleAbandoned } from '../storage/requests.ts';
import { openStore } from '../storage/store.ts';
import { forgetVisits } from '../storage/visits.ts';
import type { Handler } from './app.ts';
import type { Configuration } from './configuration.ts';
import { openGateway } from './gateway.ts';
import type { Metrics } from './metrics.ts';
import { openPlaygroundParts } from './playground-parts.ts';
import { createTimers } from './timers.ts';

export type ServiceOptions = {
  configuration: Configuration;
  site: SiteConfig;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  version: string;
  environment: Record<string, string | undefined>;
  /** Where this server listens, for itself and for visitors; called once it does. */
  addresses(): Addresses;
};

export type Addresses = { internal: string; public: string };

export type Services = {
  gateway: Handler;
  playground: Handler;
  /** Lets streams of the gateway end, cuts them after `drainMs`, and settles what they cost. */
  drain(): Promise<void>;
  /** Call when no request is left. */
  close(): Promise<void>;
};

const heartbeatMs = 5_000;
const lookForAbandonedMs = 10_000;
/** An instance that was silent for so long is gone. */
const staleAfterMs = 30_000;
const forgetMs = 60_000;

export const openServices = async (options: ServiceOptions): Promise<Services> => {
  const { configuration, clock, log } = options;
  const { databaseUrl, dataDir, drainMs } = configuration;
  const store = await openStore({ databaseUrl, dataDir, clock });
  const abandoned = await settleAbandoned(store, staleAfterMs);
  if (abandoned > 0) log.warn({ abandoned }, 'Settled requests that an earlier run left behind.');
  const gateway = await openGateway(options, store);
  const ending = new AbortController();
  const parts = await openPlaygroundParts(options, store, gateway, ending.signal);
  const playground = createPlayground(parts);

  const timers = createTimers(log);
  timers.every(heartbeatMs, 'The sign of life', () => heartbeat(store));
  timers.every(lookForAbandonedMs, 'Settling abandoned requests', () =>
    settleAbandoned(store, staleAfterMs),
  );
  timers.every(forgetMs, 'Removing old counts', () => forgetVisits(store));

  return {
    gateway: gateway.handle,
    playground: playground.handle,
    drain: () => {
      ending.abort();
      return gateway.stop(drainMs);
    },
    close: async () => {
      await timers.stop();
      await parts.probes.stop();
      await parts.gateway.close();
      await store.close();
    },
  };
};
