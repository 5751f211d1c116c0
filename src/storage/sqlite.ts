/**
 * SQLite: one connection that writes, taken in turns, and one that reads what is committed. The
 * ledger's batches are written by a thread of their own, in the same turns: neither their work nor
 * the disk holds up the requests that are being served.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Columns, Engine, Row, Statement } from './engine.ts';
import { createFlush } from './flush.ts';
import { patience, sqliteError, whenFree } from './sqlite-errors.ts';
import { statementCache } from './sqlite-statements.ts';
import { createThread } from './sqlite-thread.ts';
import { createTurns, type Turns } from './turn.ts';

export type SqliteFile = {
  path: string;
  writer: Database.Database;
  reader: Database.Database;
  /** Turns on writing. */
  turns: Turns;
  close(): void;
};

export const openSqliteFile = (dataDir: string): SqliteFile => {
  const path = join(dataDir, 'tokenbay.sqlite');
  try {
    mkdirSync(dataDir, { recursive: true });
    const writer = openWriter(path, 'full');
    // From now on, waiting is done without blocking.
    writer.pragma('busy_timeout = 0');
    const reader = new Database(path, { timeout: 0 });
    reader.pragma('query_only = ON');
    const close = () => {
      reader.close();
      writer.close();
    };
    return { path, writer, reader, turns: createTurns(2 * patience), close };
  } catch (error) {
    throw sqliteError(error);
  }
};

/**
 * `full`: a commit is on the disk before it is told. `normal`: it survives the end of the process, and
 * a power cut only after the next flush.
 */
export const openWriter = (path: string, synchronous: 'full' | 'normal'): Database.Database => {
  const writer = new Database(path, { timeout: patience });
  writer.pragma('journal_mode = WAL');
  writer.pragma(`synchronous = ${synchronous}`);
  writer.pragma('foreign_keys = ON');
  writer.pragma('journal_size_limit = 67108864');
  return writer;
};

export const createSqliteEngine = (file: SqliteFile): Engine & { close(): Promise<void> } => {
  const prepare = statementCache(file.reader);
  const thread = createThread(file.path);
  const flush = createFlush(`${file.path}-wal`);
  return {
    kind: 'sqlite',
    commit: async (batch, context) => {
      const release = await file.turns.take();
      try {
        return await thread.commit(batch, context);
      } finally {
        release();
      }
    },
    read: async <C extends Columns, Result>(statement: Statement<C, Result>, row: Row<C>) =>
      whenFree(() => {
        const prepared = prepare(statement);
        return prepared.statement.get(prepared.values(row)) as Result | undefined;
      }),
    flush: flush.done,
    close: async () => {
      await thread.close();
      flush.close();
    },
  };
};
