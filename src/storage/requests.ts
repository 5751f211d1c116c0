/**
 * The request log as the gateway writes it: a request is reserved, checkpointed and settled exactly
 * once, or recorded as rejected. Concurrent calls share one transaction (see `ledger.ts`).
 */
import type { Charge } from '../domain/charge.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Protocol } from '../domain/protocol.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import type { Usage, UsageSource } from '../domain/usage.ts';
import type { Store } from './store.ts';

export { heartbeat, settleAbandoned } from './abandoned.ts';
export { findAnyRequest, findRequest, listRequests } from './request-log.ts';

export type RequestStart = {
  /** `req_` + ULID. */
  id: string;
  accountId: string;
  keyId: string;
  groupId: string;
  model: string;
  protocol: Protocol;
  endpoint: string;
  stream: boolean;
  client: string | null;
  startedAt: EpochMs;
  /** Locked for the request. */
  price: Price;
  /** The most that it can cost. */
  reserved: number;
  /** Requests per minute. */
  limits: { key: number | null; account: number | null };
};

/** What is known of a request from its beginning on. */
export type Started = Omit<RequestStart, 'limits'>;

/** The tighter of the two limits; null when neither is set. */
export type LimitState = {
  limit: number;
  remaining: number;
  resetAt: EpochMs;
  scope: 'key' | 'account';
} | null;

export type Reservation =
  | { ok: true; limit: LimitState }
  | { ok: false; reason: 'insufficient_balance'; available: number; needed: number }
  | { ok: false; reason: 'rate_limited'; limit: LimitState };

/** A request that the gateway turned down itself. It costs nothing and counts against no limit. */
export type Rejection = Omit<Started, 'price' | 'reserved'> & {
  status: number;
  errorCode: string;
  /** When one had been found out already. */
  price?: Price;
};

/** What is known of a running request: enough to settle it should its instance die. */
export type Checkpoint = {
  upstream: string | null;
  status: number | null;
  firstTokenAt: EpochMs | null;
  usage: Usage;
  usageSource: UsageSource | null;
};

export type Settlement = Checkpoint & {
  outcome: Outcome;
  errorCode: string | null;
  /** At most what was reserved is taken. */
  charge: Charge;
};

export type RequestFilter = {
  accountId: string;
  keyId?: string;
  model?: string;
  outcome?: Outcome;
  /** An exact status, or a class of them: 4 for 400 to 499. */
  status?: number;
  /** From this moment on. */
  since?: EpochMs;
  /** Before this moment. */
  until?: EpochMs;
  /** `next_cursor` of the page before. */
  cursor?: string;
  limit: number;
};

/**
 * One atomic step: counts the request against the limits of key and account, holds the most that it
 * can cost, and writes its row. Parallel calls cannot overdraw a balance.
 */
export const reserve = (s: Store, start: RequestStart): Promise<Reservation> =>
  s.ledger.reserve(start);

export const recordRejection = (s: Store, rejection: Rejection): Promise<void> =>
  s.ledger.reject(rejection);

/** Without effect once the request is settled. */
export const checkpoint = (s: Store, id: string, state: Checkpoint): Promise<void> =>
  s.ledger.checkpoint(id, state);

/**
 * Exactly once; false when the request was settled before. After a StoreUnflushed it is settled; after
 * any other StoreError the settlement is kept, and `heartbeat` takes it up again.
 */
export const settle = (s: Store, started: Started, settlement: Settlement): Promise<boolean> =>
  s.ledger.settle(started, settlement);
