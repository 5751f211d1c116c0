/** What the gateway tells about itself while it runs; the server turns it into Prometheus metrics. */
import type { Outcome } from '../domain/outcome.ts';
import type { Protocol } from '../domain/protocol.ts';
import type { Usage } from '../domain/usage.ts';

export type SettledRequest = {
  outcome: Outcome;
  protocol: Protocol;
  /** A model that the gateway serves, else `other`: strangers can't make labels up. */
  model: string;
  usage: Usage;
  /** Nanodollars. */
  charge: number;
  /** Milliseconds from the request's start; null when no token was sent. */
  firstTokenMs: number | null;
  durationMs: number;
};

export type StoreOperation = 'find_caller' | 'reserve' | 'checkpoint' | 'settle' | 'reject';

export type GatewayMetrics = {
  /** A request was reserved and runs; `settled` follows exactly once. */
  started(): void;
  settled(request: SettledRequest): void;
  /** Turned down before it ran, or settled as rejected without having been reserved. */
  rejected(errorCase: string): void;
  /** `failure`: how it failed, or the class of the status, such as `status_5xx`. */
  upstreamFailed(upstream: string, failure: string): void;
  storeTook(operation: StoreOperation, milliseconds: number): void;
};

export const noMetrics: GatewayMetrics = {
  started: () => undefined,
  settled: () => undefined,
  rejected: () => undefined,
  upstreamFailed: () => undefined,
  storeTook: () => undefined,
};
