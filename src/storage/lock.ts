/** One instance at a time, for work at start that must not run twice side by side. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Store } from './store.ts';

/** Runs `work` while no other instance on the same PostgreSQL database runs work under the same name. */
export const inLock = async <T>(store: Store, name: string, work: () => Promise<T>): Promise<T> => {
  if (store.engine === 'sqlite') return work();
  const id = createHash('sha256').update(name).digest().readInt32BE(0);
  return store.db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${id})`.execute(connection);
    try {
      return await work();
    } finally {
      await sql`select pg_advisory_unlock(${id})`.execute(connection);
    }
  });
};
