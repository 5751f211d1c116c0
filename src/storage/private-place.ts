/** Makes folders and files that this system's user alone can read: they hold addresses and tickets. What exists stays as it is. */
import { closeSync, mkdirSync, openSync } from 'node:fs';

export const makePrivateFolder = (path: string): void => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
};

/** Leaves an empty file where there is none. What SQLite adds beside a file has the file's permissions. */
export const makePrivateFile = (path: string): void => {
  closeSync(openSync(path, 'a', 0o600));
};
