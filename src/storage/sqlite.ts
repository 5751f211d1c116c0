/**
 * SQLite: two connections that write, in turns. One of the two is the ledger's: a commit of its own
 * goes to the system's memory and waits for no disk, so it is done right here. A thread for it was
 * tried: waking it cost more than the commit.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Engine } from './engine.ts';
import { createFlush } from './flush.ts';
import { type Batch, type BatchContext, type BatchResult, runBatch } from './ledger-batch.ts';
import { createLogKeeper } from './log-keeper.ts';
import { keepPrivate, makePrivateFile, makePrivateFolder } from './private-place.ts';
import { patience, sqliteError, whenFree } from './sqlite-errors.ts';
import { keptRows } from './sqlite-kept-rows.ts';
import { runOn } from './sqlite-statements.ts';
import { createTurns, type Turns } from './turn.ts';

export type SqliteFile = {
  path: string;
  writer: DatabaseSync;
  /** Writes the ledger; what it commits lasts once it is flushed. */
  ledger: DatabaseSync;
  /** Turns on writing. */
  turns: Turns;
  close(): void;
};

const pathIn = (dataDir: string): string => join(dataDir, 'tokenbay.sqlite');

/** Throws StoreError where the folder cannot be looked into. */
export const hasSqliteFile = (dataDir: string): boolean => {
  try {
    return statSync(pathIn(dataDir), { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    throw sqliteError(error);
  }
};

export const openSqliteFile = (dataDir: string): SqliteFile => {
  const path = pathIn(dataDir);
  try {
    makePrivateFolder(dataDir);
    makePrivateFile(path);
    for (const beside of ['-wal', '-shm']) keepPrivate(path + beside);
    const writer = openPatientWriter(path, 'full');
    const ledger = openPatientWriter(path, 'normal');
    const close = () => {
      ledger.close();
      writer.close();
    };
    return { path, writer, ledger, turns: createTurns(2 * patience), close };
  } catch (error) {
    throw sqliteError(error);
  }
};

/**
 * `full`: a commit is on the disk before it is told. `normal`: it survives the end of the process, and
 * a power cut only after the next flush.
 */
export const openWriter = (path: string, synchronous: 'full' | 'normal'): DatabaseSync => {
  const writer = new DatabaseSync(path, { timeout: patience });
  writer.exec(`
    pragma journal_mode = WAL;
    pragma synchronous = ${synchronous};
    pragma journal_size_limit = 67108864;
  `);
  return writer;
};

/** Its callers wait for others without blocking, and the log's keeper moves the log. */
const openPatientWriter = (path: string, synchronous: 'full' | 'normal'): DatabaseSync => {
  const writer = openWriter(path, synchronous);
  writer.exec(`
    pragma busy_timeout = 0;
    pragma wal_autocheckpoint = ${longestLog};
  `);
  return writer;
};

/** In pages of 4 KiB. Far more than is ever there, unless the log's keeper can't keep up. */
const longestLog = 50_000;

export const createSqliteEngine = (file: SqliteFile): Engine & { close(): Promise<void> } => {
  const commit = batchCommit(file.ledger);
  const log = createLogKeeper(file.path, file.turns);
  const flush = createFlush(`${file.path}-wal`);
  return {
    kind: 'sqlite',
    commit: async (batch, context) => {
      const release = await file.turns.take();
      try {
        return await commit(batch, context);
      } finally {
        release();
        log.committed(operationsOf(batch));
      }
    },
    read: keptRows(file.ledger),
    flush: flush.done,
    close: async () => {
      await log.close();
      flush.close();
    },
  };
};

const batchCommit = (database: DatabaseSync) => {
  const run = runOn(database);
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  return async (batch: Batch, context: BatchContext): Promise<BatchResult> => {
    await whenFree(() => begin.run());
    try {
      const result = await runBatch(run, batch, context);
      end.run();
      return result;
    } catch (error) {
      throw sqliteError(error);
    } finally {
      // Still open only when something was thrown; a full disk may have rolled back already.
      if (database.isTransaction) database.exec('ROLLBACK');
    }
  };
};

const operationsOf = ({ reserves, rejections, checkpoints, settlements }: Batch): number =>
  reserves.length + rejections.length + checkpoints.length + settlements.length;
