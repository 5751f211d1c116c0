/** What may happen once: spent proofs of work, idempotency keys with their answers; and the bytes that items take up. */
import type { EpochMs } from '../domain/rates.ts';
import type { Db } from './intake-items.ts';
import type { Store } from './store.ts';

export type Submission = { bodyHash: string; answer: string };

/** Remembers an answer under a key; answers false, and changes nothing, when the key is taken. */
export const claimSubmission = async (
  db: Db,
  keyHash: string,
  { bodyHash, answer }: Submission,
  expiresAt: EpochMs,
): Promise<boolean> => {
  const row = await db
    .insertInto('submissions')
    .values({ key_hash: keyHash, body_hash: bodyHash, answer, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key_hash')
    .executeTakeFirst();
  return row !== undefined;
};

export const findSubmission = async (db: Db, keyHash: string): Promise<Submission | undefined> => {
  const row = await db
    .selectFrom('submissions')
    .select(['body_hash', 'answer'])
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  return row && { bodyHash: row.body_hash, answer: row.answer };
};

/** Removes what has expired. */
export const forgetSubmissions = async ({ db, clock }: Store): Promise<void> => {
  await db.deleteFrom('submissions').where('expires_at', '<=', clock.now()).execute();
};

/** Counts bytes; answers false, and counts nothing, when that would exceed the limit. */
export const takeBytes = async (db: Db, bytes: number, limit: number): Promise<boolean> => {
  const row = await db
    .updateTable('intake_bytes')
    .set((eb) => ({ bytes: eb('bytes', '+', bytes) }))
    .where('id', '=', 1)
    .where('bytes', '<=', limit - bytes)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};
