/** Tells what SQLite refused from what means that the store is out of order. */
import { setTimeout as pause } from 'node:timers/promises';
import { StoreError } from './store-error.ts';

/** Longest wait for another process to let go of the file, in milliseconds. */
export const patience = 2_000;

/** Primary result codes of SQLite. Source: https://sqlite.org/rescode.html. */
const codes = { error: 1, busy: 5, locked: 6, tooBig: 18, constraint: 19, mismatch: 20, range: 25 };

/** What the statement itself is to blame for. */
const refusals = new Set([
  codes.error,
  codes.tooBig,
  codes.constraint,
  codes.mismatch,
  codes.range,
]);

export const sqliteError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = codeOf(error);
  if (code !== undefined)
    return refusals.has(code)
      ? error
      : new StoreError(`The store cannot be used: ${error.message}.`, { cause: error });
  if ('syscall' in error)
    return new StoreError(`The folder of DATA_DIR cannot be used: ${error.message}.`, {
      cause: error,
    });
  return error;
};

/** Undefined for an error that is not SQLite's. */
const codeOf = (error: Error): number | undefined =>
  'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;

/** Repeats what failed because another process holds the file, without blocking this one. */
export const whenFree = async <T>(work: () => T): Promise<T> => {
  const deadline = performance.now() + patience;
  for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw sqliteError(error);
    }
    await pause(wait);
  }
};

export const isBusy = (error: unknown): boolean =>
  error instanceof Error && busy.has(codeOf(error));

const busy = new Set<number | undefined>([codes.busy, codes.locked]);
