/** What the steps of the gateway work with. */
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { Store } from '../storage/store.ts';
import type { ModelCatalogue } from './catalogue.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { Rejections } from './rejections.ts';
import type { Settlements } from './settle.ts';

export type GatewayParts = {
  store: Store;
  catalogue: ModelCatalogue;
  clock: Clock;
  log: Logger;
  metrics: GatewayMetrics;
  settlements: Settlements;
  rejections: Rejections;
  /** When this gateway started. */
  startedAt: EpochMs;
  /** Requests that have been reserved and are not settled yet. */
  running: Set<RunningRequest>;
};

/** A request on its way, as checkpoints and shutdown see it. */
export type RunningRequest = {
  /** Saves what is known, if there is news and the last time was long enough ago. */
  checkpoint(): void;
  /** Breaks it off because the gateway stops, and settles it. */
  cut(): void;
};
