import type { Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Tells every instance, with its next look-up of a key, that groups or prices have changed. */
export const raiseRevision = async (transaction: Transaction<Schema>): Promise<void> => {
  await transaction
    .updateTable('catalogue')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .execute();
};
