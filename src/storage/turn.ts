/** Turns on something that only one may use at a time, in the order of asking. */
import { StoreError } from './store-error.ts';

/** Hands the turn on; calling it again has no effect. */
export type Release = () => void;

export type Turns = { take(): Promise<Release> };

/**
 * Whoever waits longer than `patienceMs` gets a StoreError: a caller that asks for a turn inside its
 * own would otherwise wait for ever.
 */
export const createTurns = (patienceMs: number): Turns => {
  const waiting = new Set<() => void>();
  let taken = false;

  const hold = (): Release => {
    taken = true;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      taken = false;
      const [next] = waiting;
      next?.();
    };
  };

  return {
    take: async () => {
      if (!taken) return hold();
      return new Promise((resolve, reject) => {
        const next = () => {
          clearTimeout(timer);
          waiting.delete(next);
          resolve(hold());
        };
        const timer = setTimeout(() => {
          waiting.delete(next);
          reject(new StoreError('The store is busy.'));
        }, patienceMs);
        waiting.add(next);
      });
    },
  };
};
