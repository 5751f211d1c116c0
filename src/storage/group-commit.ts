/**
 * Group commit: a transaction begins when a few turns of the event loop have brought nothing new, and
 * takes all that has come up. Where nobody else is being served, it begins at once.
 */
import type { Batch, BatchResult } from './ledger-batch.ts';
import { StoreError } from './store-error.ts';

/** Puts an operation into a batch; answers how to take its result out of the batch's. */
export type Enter<T> = (batch: Batch) => (result: BatchResult) => T;

export type Add = <T>(enter: Enter<T>) => Promise<T>;

type Operation = {
  enter: Enter<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
};

const largestBatch = 256;
/** Turns of the event loop that bring nothing new before a transaction begins, and turns at most. */
const quietTurns = 4;
const mostTurns = 64;

/** `alone`: whether nobody but the caller can have anything to commit soon. */
export const createGroupCommit = (
  commit: (batch: Batch) => Promise<BatchResult>,
  alone: () => boolean,
): Add => {
  let waiting: Operation[] = [];
  let scheduled = false;

  const schedule = () => {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    let known = waiting.length;
    let quiet = 0;
    let turns = 0;
    const turn = () => {
      turns += 1;
      quiet = waiting.length === known ? quiet + 1 : 0;
      known = waiting.length;
      const enough = quiet === quietTurns || known >= largestBatch || turns === mostTurns;
      if (enough || (known === 1 && alone())) return void commitNext();
      setImmediate(turn);
    };
    setImmediate(turn);
  };

  const commitNext = async () => {
    const operations = waiting.slice(0, largestBatch);
    waiting = waiting.slice(largestBatch);
    await commitAll(operations);
    scheduled = false;
    schedule();
  };

  const commitAll = async (operations: Operation[]): Promise<void> => {
    const batch: Batch = { reserves: [], rejections: [], checkpoints: [], settlements: [] };
    const results = operations.map(({ enter }) => enter(batch));
    try {
      const result = await commit(batch);
      for (const [at, { resolve }] of operations.entries()) resolve(results[at]?.(result));
    } catch (error) {
      await takeApart(operations, error);
    }
  };

  /** What the database refuses fails alone: halves are tried until the operation to blame is found. */
  const takeApart = async (operations: Operation[], error: unknown): Promise<void> => {
    if (error instanceof StoreError) {
      // Whoever waits would only learn the same, later.
      const late = waiting;
      waiting = [];
      for (const { reject } of operations) reject(error);
      for (const { reject } of late) reject(new StoreError(error.message, { cause: error }));
      return;
    }
    if (operations.length === 1) return operations[0]?.reject(error);
    const half = Math.ceil(operations.length / 2);
    await commitAll(operations.slice(0, half));
    await commitAll(operations.slice(half));
  };

  return <T>(enter: Enter<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ enter, resolve: resolve as Operation['resolve'], reject });
      schedule();
    });
};
