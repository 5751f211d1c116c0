/** PostgreSQL: a pool whose connections give up soon, so that a database that is gone is noticed. */
import pg from 'pg';
import type { Columns, Engine, Row, Run, Statement } from './engine.ts';
import { runBatch } from './ledger-batch.ts';
import { StoreConflict, StoreDoubt, StoreError } from './store-error.ts';

/** Whole numbers up to 2^53 - 1 are all that the store holds, also as sums. */
const numberTypes = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    numberTypes.has(oid)
      ? Number
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

export const openPool = (databaseUrl: string): pg.Pool =>
  watched(
    new pg.Pool({
      connectionString: databaseUrl,
      types,
      max: 10,
      keepAlive: true,
      application_name: 'tokenbay',
      connectionTimeoutMillis: 2_000,
      query_timeout: 4_000,
      statement_timeout: 4_000,
      lock_timeout: 3_000,
      idle_in_transaction_session_timeout: 10_000,
    }),
  );

/** One connection that may take its time: a migration, or waiting for another instance's. */
export const openPatientPool = (databaseUrl: string): pg.Pool =>
  watched(
    new pg.Pool({ connectionString: databaseUrl, types, max: 1, connectionTimeoutMillis: 5_000 }),
  );

/** A lost connection is reported by the next query on it; unheard, its event would end the process. */
const watched = (pool: pg.Pool): pg.Pool => {
  const heard = () => undefined;
  return pool.on('error', heard).on('connect', (client) => void client.on('error', heard));
};

export const createPostgresEngine = (pool: pg.Pool): Engine => ({
  kind: 'postgres',
  // Its commits are on the disk.
  flush: async () => undefined,
  commit: (batch, context) =>
    withClient(pool, async (client) => {
      await ask(client, 'begin');
      const result = await runBatch(runOn(client), batch, context);
      await ask(client, 'commit').catch((error: unknown) => {
        throw error instanceof StoreError ? new StoreDoubt(error.message, { cause: error }) : error;
      });
      return result;
    }),
  read: async (statement, row) => (await runOn(pool)(statement, [row]))[0],
});

type Asked = Pick<pg.PoolClient, 'query'>;

const ask = (client: Asked, query: string | pg.QueryConfig): Promise<pg.QueryResult> =>
  client.query(query).catch((error: unknown) => {
    throw postgresError(error);
  });

/** Statements go out as one row set in JSON, so that their text is the same for any number of rows. */
const runOn =
  (client: Asked): Run =>
  async <C extends Columns, Result>(statement: Statement<C, Result>, rows: Row<C>[]) => {
    if (rows.length === 0) return [];
    const { rows: found } = await ask(client, {
      name: statement.replanned ? undefined : statement.name,
      text: textOf(statement),
      values: [JSON.stringify(rows)],
    });
    return found as Result[];
  };

const texts = new WeakMap<object, string>();

const textOf = (statement: Statement<Columns, unknown>): string => {
  const known = texts.get(statement);
  if (known) return known;
  const columns = Object.entries(statement.columns).map(([name, type]) => `${name} ${type}`);
  const rows = `json_to_recordset($1::json) as r(${columns.join(', ')})`;
  const text = statement.text.replace('{rows}', rows);
  texts.set(statement, text);
  return text;
};

const withClient = async <T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> => {
  const client = await pool.connect().catch((error: unknown) => {
    throw postgresError(error);
  });
  try {
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    await abandon(client, error);
    throw error;
  }
};

/** A connection whose state is in doubt is closed, which rolls back; the pool makes a new one. */
const abandon = async (client: pg.PoolClient, error: unknown): Promise<void> => {
  if (error instanceof StoreError) return client.release(true);
  await client.query('rollback').then(
    () => client.release(),
    () => client.release(true),
  );
};

/** What the statement itself is to blame for: classes of SQLSTATE. Anything else is the store. */
const refusals = /^(0A|21|22|23|42|P0)/;

/** The role may not do it; since version 15 none may create tables in the schema `public` by itself. */
const forbidden = '42501';

/** Deadlock, or a snapshot that is too old. */
const conflicts = /^(40P01|40001)$/;

export const postgresError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = error instanceof pg.DatabaseError ? (error.code ?? '') : '';
  if (code === forbidden)
    return new StoreError(
      `The database forbids it: ${error.message}. As its owner, run GRANT USAGE, CREATE ON SCHEMA public TO the role in DATABASE_URL.`,
      { cause: error },
    );
  if (refusals.test(code)) return error;
  if (conflicts.test(code)) return new StoreConflict('Try again.', { cause: error });
  return new StoreError(`The store cannot be reached: ${error.message}.`, { cause: error });
};
