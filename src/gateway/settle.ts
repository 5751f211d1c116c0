/** Last step: the request is charged by the one table, exactly once. */
import { chargeFor } from '../domain/charge.ts';
import { gatewayErrors } from '../domain/errors.ts';
import { billableUsage, type Outcome } from '../domain/outcome.ts';
import type { EpochMs } from '../domain/rates.ts';
import { noUsage, totalTokens } from '../domain/usage.ts';
import { type RequestStart, type Settlement, settle } from '../storage/requests.ts';
import { StoreError, StoreUnflushed } from '../storage/store.ts';
import type { Admitted } from './admit.ts';
import type { Exchange } from './exchange.ts';
import type { Metered } from './meter.ts';
import type { GatewayParts } from './parts.ts';

export type Ended = {
  outcome: Outcome;
  /** Status that the client received; null when it received none. */
  status: number | null;
  errorCode: string | null;
  upstream: string | null;
  firstTokenAt: EpochMs | null;
};

export type Settled = {
  /** The client may have its answer. */
  served: boolean;
  /** Counts the request in the metrics; to be called once the answer is on its way. */
  count(): void;
};

export type Settling = { exchange: Exchange; admitted: Admitted; start: RequestStart };

/**
 * While the store is away, what was streamed stays owed, and the store settles it with its next
 * heartbeat; a complete answer of which nothing was sent is not served, and is settled as refused,
 * unless it turns out to have been charged after all.
 */
export const settleRequest = async (
  parts: GatewayParts,
  request: Settling,
  ended: Ended,
  metered: () => Metered | undefined,
): Promise<Settled> => {
  const { exchange, start } = request;
  const settlement = settlementFor(ended, metered, request);
  const stored = (await tryToSettle(parts, start, settlement)) !== 'away';
  let served = stored || ended.outcome !== 'completed' || exchange.response.headersSent;
  let final = settlement;
  if (!served) {
    const refused = settlementFor(notServed(ended), metered, request);
    served = (await tryToSettle(parts, start, refused)) === 'before';
    if (!served) final = refused;
  }
  return { served, count: () => count(parts, request, final) };
};

const settlementFor = (
  ended: Ended,
  metered: () => Metered | undefined,
  { start }: Settling,
): Settlement => {
  const emittedAny = ended.firstTokenAt !== null;
  const known = ended.outcome === 'completed' || emittedAny ? metered() : undefined;
  const usage = known ? billableUsage(ended.outcome, known.usage, emittedAny) : noUsage;
  return {
    ...ended,
    usage,
    usageSource: known && totalTokens(usage) > 0 ? known.usageSource : null,
    charge: chargeFor(usage, start.price, start.reserved),
  };
};

const notServed = (ended: Ended): Ended => ({
  ...ended,
  outcome: 'rejected',
  status: gatewayErrors.unavailable.status,
  errorCode: 'unavailable',
  firstTokenAt: null,
});

/** `before`: an earlier settlement took effect, though the store had not said so. */
type Attempt = 'settled' | 'before' | 'away';

const tryToSettle = async (
  { store, metrics, log }: GatewayParts,
  start: RequestStart,
  settlement: Settlement,
): Promise<Attempt> => {
  const startedAt = performance.now();
  try {
    const settled = await settle(store, start, settlement);
    metrics.storeTook('settle', performance.now() - startedAt);
    return settled ? 'settled' : 'before';
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error instanceof StoreUnflushed) {
      log.error(
        { err: error, requestId: start.id },
        'The disk did not confirm what a request was charged.',
      );
      return 'settled';
    }
    log.warn(
      { err: error, requestId: start.id },
      'The store is away; a request waits to be settled.',
    );
    return 'away';
  }
};

const count = (
  { metrics, clock }: GatewayParts,
  { exchange, admitted }: Settling,
  { outcome, usage, charge, firstTokenAt }: Settlement,
): void =>
  metrics.settled({
    outcome,
    protocol: admitted.protocol,
    model: admitted.model.id,
    usage,
    charge: charge.nanodollars,
    firstTokenMs: firstTokenAt === null ? null : firstTokenAt - exchange.startedAt,
    durationMs: clock.now() - exchange.startedAt,
  });
