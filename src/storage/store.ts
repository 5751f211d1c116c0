/** The store: one SQLite file, or a PostgreSQL database that several instances share. */
import type { Kysely } from 'kysely';
import type { Clock } from '../domain/clock.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

export { StoreError } from './store-error.ts';

export type Store = {
  engine: 'sqlite' | 'postgres';
  db: Kysely<Schema>;
  clock: Clock;
  /** This instance, as the rows of its running requests name it. */
  instanceId: string;
  close(): Promise<void>;
};

export type StoreOptions = {
  /** PostgreSQL; absent, the store is `tokenbay.sqlite` in `dataDir`. */
  databaseUrl?: string;
  dataDir: string;
  clock: Clock;
};

/** Opens the store, brings its tables up to date and registers this instance. Throws StoreError. */
export const openStore = async (_options: StoreOptions): Promise<Store> => {
  throw new StoreError('Not open.');
};
