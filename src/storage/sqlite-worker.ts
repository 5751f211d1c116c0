/** The thread that writes batches: it may wait for the disk, as nothing else runs here. */
import { parentPort, workerData } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { runBatch } from './ledger-batch.ts';
import { openWriter } from './sqlite.ts';
import { sqliteError } from './sqlite-errors.ts';
import { runOn } from './sqlite-statements.ts';
import type { Answer, Task } from './sqlite-thread.ts';
import { StoreError } from './store-error.ts';

type Writer = { database: Database.Database; run: ReturnType<typeof runOn> };

let opened: Writer | undefined;

const writer = (): Writer => {
  if (!opened) {
    const database = openWriter(workerData, 'normal');
    opened = { database, run: runOn(database) };
  }
  return opened;
};

const answer = async ({ batch, context }: Task): Promise<Answer> => {
  try {
    const { database, run } = writer();
    try {
      database.exec('BEGIN IMMEDIATE');
      const result = await runBatch(run, 'sqlite', batch, context);
      database.exec('COMMIT');
      return { result };
    } finally {
      // Still open only when something was thrown; a full disk may have rolled back already.
      if (database.inTransaction) database.exec('ROLLBACK');
    }
  } catch (error) {
    const told = sqliteError(error);
    const failure = told instanceof Error ? told.message : String(told);
    return { failure, storeFailed: told instanceof StoreError };
  }
};

const port = parentPort;
port?.on('message', async (task: Task | 'close') => {
  if (task === 'close') {
    opened?.database.close();
    port.close();
    return;
  }
  port.postMessage(await answer(task));
});
