/**
 * Makes what SQLite has committed outlast a power cut, without holding anybody up: a commit writes to
 * the write-ahead log, and one flush of that file serves everybody who committed before it began.
 */
import { closeSync, fdatasync, fdatasyncSync, openSync } from 'node:fs';
import { StoreDoubt } from './store-error.ts';

export type Flush = {
  /**
   * Resolves when everything that is committed now is on the disk. Throws StoreDoubt. `alone`: nobody
   * else is being served, so that a disk that has been quick may be waited for right here.
   */
  done(alone?: boolean): Promise<void>;
  close(): void;
};

export type Disk = {
  /** Flushes a file on another thread. */
  later(file: number, done: (error: Error | null) => void): void;
  /** Flushes a file on this one. */
  here(file: number): void;
  /** Milliseconds since some moment. */
  now(): number;
};

const system: Disk = {
  later: fdatasync,
  here: fdatasyncSync,
  now: () => performance.now(),
};

/** Handing a flush to another thread and back takes about as long as a good disk does. */
const quickMs = 0.5;

/** `path` is the log. It is there from the first commit on until the last connection closes. */
export const createFlush = (path: string, disk = system): Flush => {
  let file: number | undefined;
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  let tookMs = Number.POSITIVE_INFINITY;

  const opened = (): number => {
    file ??= openSync(path, 'r+');
    return file;
  };

  const timed = async (flush: () => void | Promise<void>): Promise<void> => {
    const startedAt = disk.now();
    try {
      await flush();
    } catch (cause) {
      throw new StoreDoubt('The store could not be flushed.', { cause });
    } finally {
      tookMs = disk.now() - startedAt;
    }
  };

  const start = (): Promise<void> => {
    running = timed(() => later(disk, opened())).finally(() => {
      running = undefined;
    });
    return running;
  };

  const startNext = (): Promise<void> => {
    next = undefined;
    return start();
  };

  return {
    done: async (alone = false) => {
      if (!running && alone && tookMs < quickMs) return timed(() => disk.here(opened()));
      if (!running) return start();
      next ??= running.then(startNext, startNext);
      return next;
    },
    close: () => {
      if (file !== undefined) closeSync(file);
    },
  };
};

const later = (disk: Disk, file: number): Promise<void> =>
  new Promise((resolve, reject) => {
    disk.later(file, (error) => (error ? reject(error) : resolve()));
  });
