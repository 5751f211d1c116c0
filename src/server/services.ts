/** Opens everything that answers requests: store, upstreams, gateway, playground. */
import type { Logger } from 'pino';
import type { Configuration } from '../configuration/configuration.ts';
import type { Clock } from '../domain/clock.ts';
import type { SiteConfig } from '../domain/site.ts';
import { createPlayground } from '../playground/playground.ts';
import { openStore } from '../storage/store.ts';
import { forgetVisits } from '../storage/visits.ts';
import type { Handler } from './app.ts';
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

const tendMs = 5_000;
const forgetMs = 60_000;
const deliverMs = 2_000;

export const openServices = async (options: ServiceOptions): Promise<Services> => {
  const { configuration, clock, log } = options;
  const { databaseUrl, dataDir, drainMs } = configuration;
  const store = await openStore({ databaseUrl, dataDir, clock });
  const gateway = await openGateway(options, store);
  await gateway.tend();
  const ending = new AbortController();
  const parts = await openPlaygroundParts(options, store, gateway, ending.signal);
  const playground = createPlayground(parts);

  const timers = createTimers(log);
  timers.every(tendMs, 'Tending the gateway', gateway.tend);
  timers.every(forgetMs, 'Removing old counts', () => forgetVisits(store));
  timers.every(forgetMs, 'Removing spent proofs', parts.intake.forget);
  timers.every(deliverMs, 'Delivering', parts.intake.delivery.run);

  return {
    gateway: gateway.handle,
    playground: playground.handle,
    drain: () => {
      ending.abort();
      return gateway.stop(drainMs);
    },
    close: async () => {
      await timers.stop();
      await parts.intake.delivery.stop();
      await parts.probes.stop();
      await parts.gateway.close();
      await store.close();
    },
  };
};
