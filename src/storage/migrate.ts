/** Brings the tables up to date. Instances that start at the same moment wait for each other. */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import * as ledger from './migrations/001-ledger.ts';
import * as visits from './migrations/002-visits.ts';
import * as intake from './migrations/003-intake.ts';
import * as runningRequests from './migrations/004-running-requests.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** In the order of their names; one that has been released is never changed. */
const migrations: Record<string, Migration> = {
  '001-ledger': ledger,
  '002-visits': visits,
  '003-intake': intake,
  '004-running-requests': runningRequests,
};

/** Throws StoreError where a newer version was here before. */
export const migrate = async (db: Kysely<Schema>): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  // Kysely has no class for it.
  if (error instanceof Error && /previously executed migration .+ is missing/.test(error.message))
    throw new StoreError(newer, { cause: error });
  throw error;
};

const newer =
  'The store has been used by a newer version of this program, and this version does not know its tables. ' +
  'Start the newer version, or restore the backup from before the upgrade.';
