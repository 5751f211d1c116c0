/**
 * Last step: the request is charged by the one table, exactly once. While the store is away, what was
 * streamed already is kept and settled as soon as it is back.
 */
import type { Logger } from 'pino';
import { chargeFor } from '../domain/charge.ts';
import { billableUsage, type Outcome } from '../domain/outcome.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import { noUsage, totalTokens } from '../domain/usage.ts';
import { type Settlement, settle as settleInStore } from '../storage/requests.ts';
import { type Store, StoreError } from '../storage/store.ts';
import type { Metered } from './meter.ts';
import type { GatewayMetrics } from './metrics.ts';

export type Ended = {
  outcome: Outcome;
  /** Status that the client received; null when it received none. */
  status: number | null;
  errorCode: string | null;
  upstream: string | null;
  firstTokenAt: EpochMs | null;
};

/** What a request that ended so is charged. `metered` is asked only when something may be billed. */
export const settlementFor = (
  ended: Ended,
  metered: () => Metered | undefined,
  price: Price,
  reserved: number,
): Settlement => {
  const emittedAny = ended.firstTokenAt !== null;
  const free = ended.outcome !== 'completed' && !emittedAny;
  const known = free ? undefined : metered();
  const usage = known ? billableUsage(ended.outcome, known.usage, emittedAny) : noUsage;
  return {
    ...ended,
    usage,
    usageSource: known && totalTokens(usage) > 0 ? known.usageSource : null,
    charge: chargeFor(usage, price, reserved),
  };
};

export type Settlements = {
  /** True once it is stored; false when the store is away. */
  settle(id: string, settlement: Settlement): Promise<boolean>;
  /** Settles as soon as the store takes it. */
  settleLater(id: string, settlement: Settlement): void;
  /** Tries what is left once more and stops trying. */
  close(): Promise<void>;
};

const retryAfterMs = 500;

export const createSettlements = (
  store: Store,
  metrics: GatewayMetrics,
  log: Logger,
): Settlements => {
  const waiting = new Map<string, Settlement>();
  let timer: NodeJS.Timeout | undefined;

  const settle = async (id: string, settlement: Settlement): Promise<boolean> => {
    const startedAt = performance.now();
    try {
      await settleInStore(store, id, settlement);
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      log.warn({ err: error, requestId: id }, 'The store is away; a request waits to be settled.');
      return false;
    }
    metrics.storeTook('settle', performance.now() - startedAt);
    return true;
  };

  const settleWaiting = async (): Promise<void> => {
    for (const [id, settlement] of waiting) {
      if (!(await settle(id, settlement))) return;
      waiting.delete(id);
    }
  };

  const plan = (): void => {
    if (timer || waiting.size === 0) return;
    timer = setTimeout(() => {
      settleWaiting()
        .catch((error: unknown) => log.error({ err: error }, 'A request could not be settled.'))
        .finally(() => {
          timer = undefined;
          plan();
        });
    }, retryAfterMs).unref();
  };

  return {
    settle,
    settleLater: (id, settlement) => {
      waiting.set(id, settlement);
      plan();
    },
    close: async () => {
      clearTimeout(timer);
      await settleWaiting();
      if (waiting.size > 0)
        log.error(
          { requestIds: [...waiting.keys()] },
          'The store is away: these requests will be settled by their last checkpoint.',
        );
    },
  };
};
