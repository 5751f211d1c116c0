/** The ledger: reservations and settlements of this instance, committed in groups. */
import type { Clock } from '../domain/clock.ts';
import type { Engine } from './engine.ts';
import { createGroupCommit } from './group-commit.ts';
import type { Due } from './ledger-batch.ts';
import { refusal } from './request-values.ts';
import type {
  Checkpoint,
  Rejection,
  RequestStart,
  Reservation,
  Settlement,
  Started,
} from './requests.ts';
import { StoreConflict, StoreDoubt, StoreError, StoreUnflushed } from './store-error.ts';

export type Ledger = {
  reserve(start: RequestStart): Promise<Reservation>;
  reject(rejection: Rejection): Promise<void>;
  checkpoint(id: string, checkpoint: Checkpoint): Promise<void>;
  settle(started: Started, settlement: Settlement): Promise<boolean>;
  /** Settles what could not be settled while the store was out of order. Throws StoreError while it is. */
  catchUp(): Promise<void>;
};

export const createLedger = (
  engine: Pick<Engine, 'commit' | 'flush'>,
  clock: Clock,
  instanceId: string,
): Ledger => {
  /** Settlements that the store owes an answer to, by request id. */
  const owed = new Map<string, Due>();
  /** Requests of this instance that run, by id. */
  const running = new Set<string>();
  const add = createGroupCommit(
    (batch) => retried(() => engine.commit(batch, { instanceId, now: clock.now() })),
    () => running.size <= 1,
  );

  const settle = async (started: Started, settlement: Settlement): Promise<boolean> => {
    requireAmount(settlement.charge.nanodollars);
    const due = { started, settlement };
    let settled: boolean;
    let together = 0;
    try {
      settled = await add((batch) => {
        const at = batch.settlements.push(due) - 1;
        return ({ settlements }) => {
          together = settlements.length;
          return settlements[at] === true;
        };
      });
      owed.delete(started.id);
      running.delete(started.id);
    } catch (error) {
      // The latest word counts: an answer that could not be charged is not served, and costs nothing.
      if (error instanceof StoreError) owed.set(started.id, due);
      throw error;
    }
    await flushed(engine, together === 1 && running.size === 0);
    return settled;
  };

  return {
    reserve: async (start) => {
      requireAmount(start.reserved);
      try {
        const reservation = await add((batch) => {
          const at = batch.reserves.push(start) - 1;
          return (result) => result.reserves[at] as Reservation;
        });
        if (reservation.ok) running.add(start.id);
        return reservation;
      } catch (error) {
        // The caller is told no; should the store have said yes, what it holds is given back.
        if (error instanceof StoreDoubt)
          owed.set(start.id, {
            started: start,
            settlement: refusal(503, 'unavailable', start.price),
          });
        throw error;
      }
    },
    reject: (rejection) =>
      add((batch) => {
        batch.rejections.push(rejection);
        return () => undefined;
      }),
    checkpoint: (id, checkpoint) =>
      add((batch) => {
        batch.checkpoints.push({ id, checkpoint });
        return () => undefined;
      }),
    settle,
    catchUp: async () => {
      await Promise.all(
        [...owed.values()].map(({ started, settlement }) => settle(started, settlement)),
      );
    },
  };
};

const flushed = async (engine: Pick<Engine, 'flush'>, alone: boolean): Promise<void> => {
  try {
    await engine.flush(alone);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreUnflushed(error.message, { cause: error });
  }
};

const requireAmount = (amount: number): void => {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError('An amount is a whole number of nanodollars, and not negative.');
};

const mostTries = 5;

const retried = async <T>(work: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt === mostTries) throw error;
    }
  }
};
