/** Makes folders and files that this system's user alone can read: they hold addresses and tickets. */
import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';

/** One that exists stays as it is. */
export const makePrivateFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
};

/** Leaves an empty file where there is none. What SQLite adds beside a file has the file's permissions. */
export const makePrivateFile = (path: string): void => {
  closeSync(openSync(path, 'a', 0o600));
  keepPrivate(path);
};

/**
 * Takes a file away from everybody else: one that comes from a backup or another machine can often be
 * read by all. What its group may do is the operator's choice, and stays.
 */
export const keepPrivate = (path: string): void => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if ((mode & others) === 0) return;
  try {
    chmodSync(path, mode & ~others);
  } catch (error) {
    // The file is another user's, or its file system knows no permissions; it can be used all the same.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
    process.emitWarning(
      `Everybody on this machine can open ${path}, and only its owner can change that.`,
    );
  }
};

const others = 0o007;
