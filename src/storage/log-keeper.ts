/**
 * Keeps SQLite's log short. Moving it into the file waits for the disk several times, so a thread of
 * its own does that; meanwhile nobody writes, as a log that grows while it is moved is never empty.
 */
import { Worker } from 'node:worker_threads';
import { StoreError } from './store-error.ts';
import type { Release, Turns } from './turn.ts';

export type LogKeeper = {
  /** To be told how many operations were committed. */
  committed(operations: number): void;
  close(): Promise<void>;
};

/** One operation changes up to half a dozen pages of 4 KiB. */
const operationsPerMove = 2_000;
/** By itself, a thread takes over 100 MB for its garbage. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

export const createLogKeeper = (path: string, turns: Turns): LogKeeper => {
  let worker: Worker | undefined;
  let operations = 0;
  let moving: Promise<void> | undefined;
  let answered = (): void => undefined;

  const start = (): Worker => {
    const started = new Worker(new URL('./log-worker.ts', import.meta.url), {
      workerData: path,
      resourceLimits,
    });
    started.on('message', () => answered());
    // What could not be moved now is moved next time, by a new thread. A full disk shows in the commits.
    started.on('error', () => undefined);
    started.on('exit', () => {
      worker = undefined;
      answered();
    });
    return started;
  };

  const tell = (message: 'move' | 'close'): Promise<void> =>
    new Promise((resolve) => {
      worker ??= start();
      // Without work, the thread does not keep the process alive.
      answered = () => {
        worker?.unref();
        resolve();
      };
      worker.ref();
      worker.postMessage(message);
    });

  const move = async (): Promise<void> => {
    const release = await turn(turns);
    if (release) await tell('move');
    release?.();
    moving = undefined;
  };

  return {
    committed: (more) => {
      operations += more;
      if (operations < operationsPerMove || moving) return;
      operations = 0;
      moving = move();
    },
    close: async () => {
      await moving;
      if (worker) await tell('close');
    },
  };
};

/** Undefined when the store is too busy; the next time will come soon. */
const turn = async (turns: Turns): Promise<Release | undefined> => {
  try {
    return await turns.take();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return undefined;
  }
};
