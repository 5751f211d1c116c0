/** Kysely over the pool. Unlike Kysely's own driver it throws StoreError, and drops connections that failed. */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type pg from 'pg';
import { postgresError } from './postgres.ts';
import { StoreError } from './store-error.ts';

export const postgresDialect = (pool: pg.Pool): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => createDriver(pool),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
});

const createDriver = (pool: pg.Pool): Driver => {
  const releases = new WeakMap<DatabaseConnection, () => void>();
  const execute = (connection: DatabaseConnection, sql: string) =>
    connection.executeQuery(CompiledQuery.raw(sql));

  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const client = await pool.connect().catch((error: unknown) => {
        throw postgresError(error);
      });
      const state = { broken: false };
      const connection = createConnection(client, state);
      releases.set(connection, () => client.release(state.broken));
      return connection;
    },
    releaseConnection: async (connection) => releases.get(connection)?.(),
    beginTransaction: async (connection, { isolationLevel, accessMode }) => {
      const level = isolationLevel ? ` isolation level ${isolationLevel}` : '';
      await execute(connection, `start transaction${level}${accessMode ? ` ${accessMode}` : ''}`);
    },
    commitTransaction: async (connection) => {
      await execute(connection, 'commit');
    },
    rollbackTransaction: async (connection) => {
      await execute(connection, 'rollback');
    },
    savepoint: async (connection, name) => {
      await execute(connection, `savepoint "${name}"`);
    },
    rollbackToSavepoint: async (connection, name) => {
      await execute(connection, `rollback to savepoint "${name}"`);
    },
    releaseSavepoint: async (connection, name) => {
      await execute(connection, `release savepoint "${name}"`);
    },
    destroy: async () => undefined,
  };
};

/** PostgreSQL has no text with NUL in it: what somebody sent with one is looked for and kept without. */
const withoutNul = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;

const createConnection = (
  client: pg.PoolClient,
  state: { broken: boolean },
): DatabaseConnection => ({
  executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    try {
      const { rows, rowCount } = await client.query(sql, parameters.map(withoutNul));
      return { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) };
    } catch (error) {
      const told = postgresError(error);
      if (told instanceof StoreError) state.broken = true;
      throw told;
    }
  },
  streamQuery: () => {
    throw new Error('Page through results instead of streaming them.');
  },
});
