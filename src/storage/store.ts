/** The store: one SQLite file, or a PostgreSQL database that several instances share. */
import { Kysely } from 'kysely';
import type pg from 'pg';
import type { Clock } from '../domain/clock.ts';
import type { Engine } from './engine.ts';
import { newId } from './identifiers.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { heartbeats, type Liveness, lockFiles } from './liveness.ts';
import { migrate } from './migrate.ts';
import { createPostgresEngine, openPatientPool, openPool } from './postgres.ts';
import { postgresDialect } from './postgres-dialect.ts';
import type { Schema } from './schema.ts';
import { createSqliteEngine, openSqliteFile } from './sqlite.ts';
import { sqliteDialect } from './sqlite-dialect.ts';
import { StoreError, StoreUnflushed } from './store-error.ts';

export { StoreError, StoreUnflushed };

export type Store = {
  engine: Engine['kind'];
  /** Throws StoreError where the store is out of order, and the driver's error where a row is refused. */
  db: Kysely<Schema>;
  clock: Clock;
  /** This instance, as the rows of its running requests name it. */
  instanceId: string;
  /** Statements outside Kysely, for the hot path. */
  hot: Engine;
  ledger: Ledger;
  liveness: Liveness;
  /** Lets go of everything. Running requests are left to whoever calls `settleAbandoned` next. */
  close(): Promise<void>;
};

export type StoreOptions = {
  /** PostgreSQL; absent, the store is `tokenbay.sqlite` in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  clock: Clock;
};

/** Opens the store, brings its tables up to date and registers this instance. Throws StoreError. */
export const openStore = async ({ databaseUrl, dataDir, clock }: StoreOptions): Promise<Store> => {
  const instanceId = newId('ins', clock.now());
  const parts = databaseUrl
    ? await openPostgres(databaseUrl, instanceId)
    : await openSqlite(dataDir, instanceId, clock);
  const { db, hot, liveness } = parts;
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await leave(db, instanceId);
      await db.destroy();
      liveness.leave();
      await parts.close();
    })();
    return closing;
  };
  try {
    await db
      .insertInto('instances')
      .values({ id: instanceId, started_at: clock.now(), seen_at: await liveness.now() })
      .execute();
  } catch (error) {
    await close();
    throw error;
  }
  const ledger = createLedger(hot, clock, instanceId);
  return { engine: hot.kind, db, clock, instanceId, hot, ledger, liveness, close };
};

/** An instance that cannot say that it leaves is found out by the others in time. */
const leave = async (db: Kysely<Schema>, instanceId: string): Promise<void> => {
  try {
    await db.deleteFrom('instances').where('id', '=', instanceId).execute();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
  }
};

type Parts = {
  db: Kysely<Schema>;
  hot: Engine;
  liveness: Liveness;
  close(): Promise<void>;
};

const openSqlite = async (dataDir: string, instanceId: string, clock: Clock): Promise<Parts> => {
  const file = openSqliteFile(dataDir);
  try {
    const db = new Kysely<Schema>({ dialect: sqliteDialect(file) });
    await migrate(db);
    const hot = createSqliteEngine(file);
    const close = async () => {
      await hot.close();
      file.close();
    };
    return { db, hot, liveness: lockFiles(dataDir, instanceId, clock.now), close };
  } catch (error) {
    file.close();
    throw error;
  }
};

const openPostgres = async (databaseUrl: string, instanceId: string): Promise<Parts> => {
  await migrateOnce(openPatientPool(databaseUrl));
  const pool = openPool(databaseUrl);
  const db = new Kysely<Schema>({ dialect: postgresDialect(pool) });
  return {
    db,
    hot: createPostgresEngine(pool),
    liveness: heartbeats(db, instanceId),
    close: () => pool.end(),
  };
};

const migrateOnce = async (pool: pg.Pool): Promise<void> => {
  try {
    await migrate(new Kysely<Schema>({ dialect: postgresDialect(pool) }));
  } finally {
    await pool.end();
  }
};
