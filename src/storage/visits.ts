/** Counts of what visitors do, per bucket and window of time, shared by all instances. */
import type { EpochMs } from '../domain/rates.ts';
import type { Store } from './store.ts';

/** Counts one more; the window starts with the first count after the last window ended. */
export const countVisit = async (
  store: Store,
  bucket: string,
  windowMs: number,
): Promise<{ count: number; resetAt: EpochMs }> => {
  const now = store.clock.now();
  const row = await store.db
    .insertInto('visits')
    .values({ bucket, count: 1, reset_at: now + windowMs })
    .onConflict((conflict) =>
      conflict.column('bucket').doUpdateSet((eb) => ({
        count: eb
          .case()
          .when('visits.reset_at', '<=', now)
          .then(1)
          .else(eb('visits.count', '+', 1))
          .end(),
        reset_at: eb
          .case()
          .when('visits.reset_at', '<=', now)
          .then(now + windowMs)
          .else(eb.ref('visits.reset_at'))
          .end(),
      })),
    )
    .returning(['count', 'reset_at'])
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), resetAt: Number(row.reset_at) };
};

/** Removes windows that are over. */
export const forgetVisits = async (store: Store): Promise<void> => {
  await store.db.deleteFrom('visits').where('reset_at', '<=', store.clock.now()).execute();
};
