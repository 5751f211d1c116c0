/** Tells what SQLite refused from what means that the store is out of order. */
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { StoreError } from './store-error.ts';

/** Longest wait for another process to let go of the file, in milliseconds. */
export const patience = 2_000;

/** What the statement itself is to blame for. */
const refusals = /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|TOOBIG)/;

export const sqliteError = (error: unknown): unknown => {
  if (error instanceof Database.SqliteError)
    return refusals.test(error.code)
      ? error
      : new StoreError(`The store cannot be used: ${error.message}.`, { cause: error });
  if (error instanceof Error && 'syscall' in error)
    return new StoreError(`The data folder cannot be used: ${error.message}.`, { cause: error });
  return error;
};

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
  error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);
