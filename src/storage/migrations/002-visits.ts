import type { Kysely } from 'kysely';

/** Counts of what visitors do. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('visits')
    .addColumn('bucket', 'text', (column) => column.primaryKey().notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('reset_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('visits_reset').on('visits').column('reset_at').execute();
};
