/**
 * Kysely over the writing connection, in turns with the ledger. Unlike Kysely's own dialect it
 * keeps statements prepared, takes the write lock when a transaction begins, and migrates in one.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { SqliteFile } from './sqlite.ts';
import { sqliteError, whenFree } from './sqlite-errors.ts';
import type { Release } from './turn.ts';

export const sqliteDialect = (file: SqliteFile): Dialect => ({
  createAdapter: () => new TransactionalAdapter(),
  createDriver: () => createDriver(file),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
});

class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }

  /** The driver hands out turns itself, as the ledger takes them too. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

const createDriver = (file: SqliteFile): Driver => {
  const prepare = preparedStatements(file.writer);
  const releases = new WeakMap<DatabaseConnection, Release>();
  const execute = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql));

  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const release = await file.turns.take();
      const connection = createConnection(file.writer, prepare);
      releases.set(connection, release);
      return connection;
    },
    releaseConnection: async (connection) => releases.get(connection)?.(),
    beginTransaction: async (connection) => {
      await execute(connection, 'begin immediate');
    },
    commitTransaction: async (connection) => {
      await execute(connection, 'commit');
    },
    rollbackTransaction: async (connection) => {
      // A full disk may have rolled back already.
      if (file.writer.isTransaction) await execute(connection, 'rollback');
    },
    savepoint: async (connection, name) => {
      await execute(connection, `savepoint "${name}"`);
    },
    rollbackToSavepoint: async (connection, name) => {
      await execute(connection, `rollback to "${name}"`);
    },
    releaseSavepoint: async (connection, name) => {
      await execute(connection, `release "${name}"`);
    },
    destroy: async () => undefined,
  };
};

type Prepared = { statement: StatementSync; answersRows: boolean };

type Prepare = (sql: string) => Prepared;

const createConnection = (database: DatabaseSync, prepare: Prepare): DatabaseConnection => ({
  executeQuery: <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> =>
    whenFree(() => {
      const { statement, answersRows } = prepare(sql);
      const values = parameters as SQLInputValue[];
      if (answersRows) return { rows: statement.all(...values) as R[] };
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    }),
  streamQuery: async function* <R>({ sql, parameters }: CompiledQuery) {
    try {
      const rows = database.prepare(sql).iterate(...(parameters as SQLInputValue[]));
      for (const row of rows) yield { rows: [row as R] };
    } catch (error) {
      throw sqliteError(error);
    }
  },
});

/** Texts with a list of varying length would fill a cache without bound. */
const mostPrepared = 500;

const preparedStatements = (database: DatabaseSync): Prepare => {
  const cache = new Map<string, Prepared>();
  return (sql) => {
    const known = cache.get(sql);
    if (known) return known;
    if (cache.size >= mostPrepared) cache.clear();
    const statement = database.prepare(sql);
    const prepared = { statement, answersRows: statement.columns().length > 0 };
    cache.set(sql, prepared);
    return prepared;
  };
};
