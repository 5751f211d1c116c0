/** How often one visitor may send each form. Counted in the store, so that all instances count together. */
import type { EpochMs } from '../domain/rates.ts';
import type { Store } from '../storage/store.ts';
import { countVisit } from '../storage/visits.ts';
import { IntakeError } from './intake-error.ts';
import type { Visitor } from './parts.ts';

export type LimitedAction = keyof typeof perHour;

export type FormLimits = {
  /** Counts one more; throws an IntakeError when it was one too many for the network or the user. */
  admit(action: LimitedAction, visitor: Visitor): Promise<void>;
};

const hourMs = 60 * 60 * 1000;

/** An office or a class behind one address fits in. */
const perHour = {
  feedback: 30,
  'integration-request': 20,
  'integration-vote': 60,
  'security-report': 20,
  'report-status': 240,
  ticket: 20,
  'ticket-reply': 60,
};

/** Buckets that are known to be full; more than this many visitors at a time are asked about in the store. */
const mostRemembered = 10_000;

export const createFormLimits = (store: Store): FormLimits => {
  /** A flood is refused from memory: the store neither grows nor works for it. */
  const full = new Map<string, EpochMs>();

  const admit = async (bucket: string, max: number): Promise<void> => {
    const now = store.clock.now();
    const known = full.get(bucket);
    if (known !== undefined && known > now) throw tooMany(known - now);
    full.delete(bucket);
    const { count, resetAt } = await countVisit(store, bucket, hourMs);
    if (count <= max) return;
    if (full.size >= mostRemembered) full.clear();
    full.set(bucket, resetAt);
    throw tooMany(resetAt - now);
  };

  return {
    admit: async (action, { network, userId }) => {
      const max = perHour[action];
      await admit(`intake:${action}:${network}`, max);
      if (userId) await admit(`intake:${action}:${userId}`, max);
    },
  };
};

const tooMany = (waitMs: number): IntakeError => {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  return new IntakeError(
    'rate_limited',
    'A lot was sent from your network in the last hour.',
    `Try again in ${Math.ceil(retryAfter / 60)} minutes.`,
    { retryAfter },
  );
};
