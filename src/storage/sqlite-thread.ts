/** The thread that writes batches, as the rest of the process sees it. It starts with the first batch. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Batch, BatchContext, BatchResult } from './ledger-batch.ts';
import { StoreDoubt, StoreError } from './store-error.ts';

export type Task = { batch: Batch; context: BatchContext };

export type Answer =
  | { result: BatchResult }
  /** `storeFailed`: the store is out of order; else the database refused a row. */
  | { failure: string; storeFailed: boolean };

export type Thread = {
  /** One at a time. */
  commit(batch: Batch, context: BatchContext): Promise<BatchResult>;
  close(): Promise<void>;
};

export const createThread = (path: string): Thread => {
  let worker: Worker | undefined;

  const start = (): Worker => {
    const started = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
      workerData: path,
    });
    // The next batch starts a new thread.
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  };

  return {
    commit: async (batch, context) => {
      worker ??= start();
      worker.ref();
      const task: Task = { batch, context };
      worker.postMessage(task);
      const answer = await answerOf(worker);
      // Without work, the thread does not keep the process alive.
      worker?.unref();
      if ('result' in answer) return answer.result;
      throw answer.storeFailed ? new StoreError(answer.failure) : new Error(answer.failure);
    },
    close: async () => {
      if (!worker) return;
      worker.ref();
      const ended = once(worker, 'exit');
      worker.postMessage('close');
      await ended;
    },
  };
};

const answerOf = (worker: Worker): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const settled = () => {
      worker.off('message', answered);
      worker.off('error', failed);
      worker.off('exit', exited);
    };
    const answered = (answer: Answer) => {
      settled();
      resolve(answer);
    };
    const failed = (error: unknown) => {
      settled();
      reject(new StoreDoubt('The thread that writes has failed.', { cause: error }));
    };
    const exited = () => failed(undefined);
    worker.on('message', answered);
    worker.on('error', failed);
    worker.on('exit', exited);
  });
