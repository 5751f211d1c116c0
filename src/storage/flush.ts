/**
 * Makes what SQLite has committed outlast a power cut, without holding up a thread: a commit writes to
 * the write-ahead log, and one flush of that file serves everybody who committed before it began.
 */
import { closeSync, fdatasync, openSync } from 'node:fs';
import { StoreDoubt } from './store-error.ts';

export type Flush = {
  /** Resolves when everything that is committed now is on the disk. Throws StoreDoubt. */
  done(): Promise<void>;
  close(): void;
};

type FlushFile = (file: number, done: (error: Error | null) => void) => void;

/** `path` is the log. It is there from the first commit on until the last connection closes. */
export const createFlush = (path: string, flushFile: FlushFile = fdatasync): Flush => {
  let file: number | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  const start = (): Promise<void> => {
    file ??= openSync(path, 'r+');
    running = flushed(flushFile, file).finally(() => {
      running = undefined;
    });
    return running;
  };

  const startNext = (): Promise<void> => {
    next = undefined;
    return start();
  };

  return {
    done: async () => {
      if (!running) return start();
      next ??= running.then(startNext, startNext);
      return next;
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
};

const flushed = (flushFile: FlushFile, file: number): Promise<void> =>
  new Promise((resolve, reject) => {
    flushFile(file, (cause) => {
      if (cause) reject(new StoreDoubt('The store could not be flushed.', { cause }));
      else resolve();
    });
  });
