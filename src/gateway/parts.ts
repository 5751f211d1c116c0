/** What the steps of the gateway work with. */
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { Store } from '../storage/store.ts';
import type { InFlight } from '../upstreams/in-flight.ts';
import type { ModelCatalogue } from './catalogue.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { Rejections } from './rejections.ts';

export type GatewayParts = {
  store: Store;
  catalogue: ModelCatalogue;
  clock: Clock;
  log: Logger;
  metrics: GatewayMetrics;
  rejections: Rejections;
  /** When this gateway started. */
  startedAt: EpochMs;
  /** Requests that have been reserved and are not settled yet. */
  running: InFlight<RunningRequest>;
};

/** A request on its way, as checkpoints and shutdown see it. */
export type RunningRequest = {
  /**
   * Called several times a second: saves what is known, once a token was sent and if the last time is a
   * second ago; gives up on an upstream that does not say a word.
   */
  look(): void;
  /** Breaks it off because the gateway stops, and settles it. */
  cut(): void;
};
