/**
 * SQLite: one connection that writes, taken in turns, and one that reads what is committed. Waiting
 * for another process never blocks this one: a locked file is tried again from a timer.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { Columns, Engine, Row, Statement, Value } from './engine.ts';
import { StoreError } from './store-error.ts';
import { createTurns, type Turns } from './turn.ts';

export type SqliteFile = {
  writer: Database.Database;
  reader: Database.Database;
  /** Turns on `writer`. */
  turns: Turns;
  close(): void;
};

/** Longest wait for another process to let go of the file, in milliseconds. */
const patience = 2_000;

export const openSqliteFile = (dataDir: string): SqliteFile => {
  try {
    mkdirSync(dataDir, { recursive: true });
    const path = join(dataDir, 'tokenbay.sqlite');
    const writer = new Database(path, { timeout: patience });
    writer.pragma('journal_mode = WAL');
    writer.pragma('synchronous = FULL');
    writer.pragma('foreign_keys = ON');
    writer.pragma('journal_size_limit = 67108864');
    writer.pragma('busy_timeout = 0');
    const reader = new Database(path, { timeout: 0 });
    reader.pragma('query_only = ON');
    const close = () => {
      reader.close();
      writer.close();
    };
    return { writer, reader, turns: createTurns(2 * patience), close };
  } catch (error) {
    throw sqliteError(error);
  }
};

export const createSqliteEngine = (file: SqliteFile): Engine => {
  const prepare = statementCache(file.writer);
  const prepareRead = statementCache(file.reader);
  const run = async <C extends Columns, Result>(
    statement: Statement<C, Result>,
    rows: Row<C>[],
  ): Promise<Result[]> => {
    const prepared = prepare(statement);
    const results: Result[] = [];
    for (const row of rows) {
      if (!prepared.returns) prepared.statement.run(prepared.values(row));
      else
        for (const found of prepared.statement.all(prepared.values(row)))
          results.push(found as Result);
    }
    return results;
  };

  return {
    kind: 'sqlite',
    transact: async (work) => {
      const release = await file.turns.take();
      try {
        await whenFree(() => file.writer.exec('BEGIN IMMEDIATE'));
        const result = await work(run);
        file.writer.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk may have rolled back already.
        if (file.writer.inTransaction) file.writer.exec('ROLLBACK');
        throw sqliteError(error);
      } finally {
        release();
      }
    },
    read: async <C extends Columns, Result>(statement: Statement<C, Result>, row: Row<C>) => {
      const prepared = prepareRead(statement);
      return whenFree(() => prepared.statement.get(prepared.values(row)) as Result | undefined);
    },
  };
};

/** Repeats what failed because another process holds the file, and tells StoreErrors from refusals. */
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

type Prepared<C extends Columns> = {
  statement: Database.Statement;
  returns: boolean;
  values(row: Row<C>): Value[];
};

const statementCache = (database: Database.Database) => {
  const cache = new Map<string, Prepared<Columns>>();
  return <C extends Columns>({ name, columns, text }: Statement<C, unknown>): Prepared<C> => {
    let prepared = cache.get(name);
    if (!prepared) {
      prepared = prepareFor(database, columns, text);
      cache.set(name, prepared);
    }
    return prepared;
  };
};

const prepareFor = (
  database: Database.Database,
  columns: Columns,
  text: string,
): Prepared<Columns> => {
  const names = Object.keys(columns);
  const row = `(select ${names.map((name) => `? as ${name}`).join(', ')}) as r`;
  try {
    const statement = database.prepare(text.replace('{rows}', row));
    return {
      statement,
      returns: statement.reader,
      values: (values) => names.map((name) => values[name] ?? null),
    };
  } catch (error) {
    throw sqliteError(error);
  }
};

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);

/** What the statement itself is to blame for; anything else means that the store is out of order. */
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
