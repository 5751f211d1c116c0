/** How much one visitor may do in a while. Counted in the store, so that all instances count together. */
import type { IncomingMessage } from 'node:http';
import type { Store } from '../storage/store.ts';
import { countVisit } from '../storage/visits.ts';
import { Problem } from './problem.ts';
import { clientAddress, visitorNetwork } from './visitor.ts';

export type VisitRule = { windowMs: number; max: number };

export type VisitLimits = {
  /** Counts one more in `bucket`; `retryAfter` is in seconds, null while allowed. */
  count(bucket: string, rule: VisitRule): Promise<{ allowed: boolean; retryAfter: number | null }>;
  /** The same per network of the visitor; throws a Problem (429) when it was one too many. */
  admit(request: IncomingMessage, action: string, rule: VisitRule): Promise<void>;
};

export const createVisitLimits = (store: Store, trustedProxies: number): VisitLimits => {
  const count: VisitLimits['count'] = async (bucket, { windowMs, max }) => {
    const visit = await countVisit(store, bucket, windowMs);
    if (visit.count <= max) return { allowed: true, retryAfter: null };
    const retryAfter = Math.max(1, Math.ceil((visit.resetAt - store.clock.now()) / 1000));
    return { allowed: false, retryAfter };
  };
  return {
    count,
    admit: async (request, action, rule) => {
      const network = visitorNetwork(clientAddress(request, trustedProxies));
      const { retryAfter } = await count(`${action}:${network}`, rule);
      if (retryAfter !== null)
        throw new Problem(
          'rate_limited',
          'Your network has done this very often in a short time.',
          `Try again in ${inWords(retryAfter)}.`,
          { headers: { 'retry-after': String(retryAfter) } },
        );
    },
  };
};

const inWords = (seconds: number): string =>
  seconds <= 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
