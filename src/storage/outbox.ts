/** What is to be delivered to sinks. Rows are written in the transaction that stores the item. */
import type { Selectable } from 'kysely';
import type { EpochMs } from '../domain/rates.ts';
import { newId } from './identifiers.ts';
import type { Db } from './intake-items.ts';
import type { OutboxTable } from './intake-schema.ts';
import type { Store } from './store.ts';

export type OutboxRow = Selectable<OutboxTable>;

export const enqueue = async (
  db: Db,
  about: { itemId: string; replyId: string | null; sinks: string[]; now: EpochMs },
): Promise<void> => {
  if (about.sinks.length === 0) return;
  await db
    .insertInto('outbox')
    .values(
      about.sinks.map((sink) => ({
        id: newId('dlv', about.now),
        item_id: about.itemId,
        reply_id: about.replyId,
        sink,
        state: 'waiting' as const,
        attempts: 0,
        due_at: about.now,
        lease: null,
        error: null,
        reference: null,
      })),
    )
    .execute();
};

/**
 * Takes what is due for this instance and counts an attempt. No other instance takes it until
 * `leaseMs` have gone by, or this instance is gone: then the attempt counts as lost.
 */
export const leaseDue = async (
  { db, engine, clock, instanceId }: Store,
  leaseMs: number,
  limit: number,
): Promise<OutboxRow[]> => {
  const now = clock.now();
  return db.transaction().execute(async (transaction) => {
    const due = transaction
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', 'waiting')
      .where((eb) =>
        eb.or([
          eb('due_at', '<=', now),
          eb.and([
            eb('lease', 'is not', null),
            eb('lease', 'not in', eb.selectFrom('instances').select('id')),
          ]),
        ]),
      )
      .orderBy('due_at')
      .orderBy('id')
      .limit(limit);
    const ids = await (engine === 'postgres' ? due.forUpdate().skipLocked() : due).execute();
    if (ids.length === 0) return [];
    const rows = await transaction
      .updateTable('outbox')
      .set((eb) => ({
        due_at: now + leaseMs,
        attempts: eb('attempts', '+', 1),
        lease: instanceId,
      }))
      .where(
        'id',
        'in',
        ids.map(({ id }) => id),
      )
      .returningAll()
      .execute();
    return rows.map(read).sort((a, b) => (a.id < b.id ? -1 : 1));
  });
};

export type AttemptEnd =
  | { state: 'delivered'; reference: string | null }
  | { state: 'waiting'; dueAt: EpochMs; error: string }
  | { state: 'dead'; error: string };

/** Records how an attempt ended; answers false when its lease had passed to another. */
export const endAttempt = async (
  { db }: Store,
  { id, lease, attempts }: OutboxRow,
  end: AttemptEnd,
): Promise<boolean> => {
  const row = await db
    .updateTable('outbox')
    .set({
      state: end.state,
      lease: null,
      error: 'error' in end ? end.error : null,
      ...('reference' in end && { reference: end.reference }),
      ...('dueAt' in end && { due_at: end.dueAt }),
    })
    .where('id', '=', id)
    .where('lease', '=', lease)
    .where('attempts', '=', attempts)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

/** Has an item delivered again: what is dead, or also what was delivered. Answers how many rows. */
export const redeliver = async (
  { db, clock }: Store,
  itemId: string,
  which: 'dead' | 'all',
): Promise<number> => {
  let query = db
    .updateTable('outbox')
    .set({ state: 'waiting', attempts: 0, due_at: clock.now(), lease: null, error: null })
    .where('item_id', '=', itemId);
  if (which === 'dead') query = query.where('state', '=', 'dead');
  return (await query.returning('id').execute()).length;
};

export const listDeliveries = async (db: Db, itemIds: string[]): Promise<OutboxRow[]> => {
  if (itemIds.length === 0) return [];
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where('item_id', 'in', itemIds)
    .orderBy('id')
    .execute();
  return rows.map(read);
};

/** Where a sink put the item itself, once it has; replies follow it there. */
export const referenceOf = async (db: Db, itemId: string, sink: string): Promise<string | null> => {
  const row = await db
    .selectFrom('outbox')
    .select('reference')
    .where('item_id', '=', itemId)
    .where('sink', '=', sink)
    .where('reply_id', 'is', null)
    .executeTakeFirst();
  return row?.reference ?? null;
};

const read = (row: OutboxRow): OutboxRow => ({
  ...row,
  attempts: Number(row.attempts),
  due_at: Number(row.due_at),
});
