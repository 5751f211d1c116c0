/** Items that people sent in, their replies and votes. */
import type { Kysely, Selectable } from 'kysely';
import type { IntakeKind, IntakeStatus } from '../domain/intake.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { IntakeItemsTable, IntakeRepliesTable } from './intake-schema.ts';
import type { Schema } from './schema.ts';

/** The store's database, or a transaction on it. */
export type Db = Kysely<Schema>;

export type ItemRecord = Omit<Selectable<IntakeItemsTable>, 'content'> & {
  content: Record<string, unknown>;
};

export type ReplyRecord = Selectable<IntakeRepliesTable>;

/** Answers false, and changes nothing, when an item of the same `same_name` is there already. */
export const insertItem = async (db: Db, item: ItemRecord): Promise<boolean> => {
  const row = await db
    .insertInto('intake_items')
    .values({ ...item, content: JSON.stringify(item.content) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

export const findItem = async (db: Db, id: string): Promise<ItemRecord | undefined> => {
  const row = await db
    .selectFrom('intake_items')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && read(row);
};

export const findItemByName = async (db: Db, sameName: string): Promise<ItemRecord | undefined> => {
  const row = await db
    .selectFrom('intake_items')
    .selectAll()
    .where('same_name', '=', sameName)
    .executeTakeFirst();
  return row && read(row);
};

export type ItemFilter = {
  kind?: IntakeKind;
  status?: IntakeStatus;
  accountId?: string;
  /** Part of the title, in any case. */
  text?: string;
  /** Only items with an undelivered row that is dead. */
  dead?: boolean;
  /** Id of the last item of the page before. */
  before?: { id: string; createdAt: EpochMs };
  limit: number;
};

/** The newest first. */
export const listItems = async (db: Db, filter: ItemFilter): Promise<ItemRecord[]> => {
  let query = db.selectFrom('intake_items').selectAll();
  const { kind, status, accountId, text, dead, before, limit } = filter;
  if (kind) query = query.where('kind', '=', kind);
  if (status) query = query.where('status', '=', status);
  if (accountId) query = query.where('account_id', '=', accountId);
  if (text)
    query = query.where((eb) =>
      eb(
        eb.fn<string>('lower', ['title']),
        'like',
        `%${text.toLowerCase().replace(/[%_]/g, ' ')}%`,
      ),
    );
  if (dead)
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('outbox').select('item_id').where('state', '=', 'dead'),
    );
  if (before)
    query = query.where((eb) =>
      eb.or([
        eb('created_at', '<', before.createdAt),
        eb.and([eb('created_at', '=', before.createdAt), eb('id', '<', before.id)]),
      ]),
    );
  const rows = await query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(read);
};

export const updateItem = async (
  db: Db,
  id: string,
  changes: { status?: IntakeStatus; link?: string | null; updated_at: EpochMs },
): Promise<ItemRecord | undefined> => {
  const row = await db
    .updateTable('intake_items')
    .set(changes)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  return row && read(row);
};

export const insertReply = async (db: Db, reply: ReplyRecord): Promise<void> => {
  await db.insertInto('intake_replies').values(reply).execute();
};

export const findReply = (db: Db, id: string): Promise<ReplyRecord | undefined> =>
  db.selectFrom('intake_replies').selectAll().where('id', '=', id).executeTakeFirst();

/** The oldest first. */
export const listReplies = (db: Db, itemId: string): Promise<ReplyRecord[]> =>
  db
    .selectFrom('intake_replies')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

/** Counts a vote; answers false, and changes nothing, when this voter has voted before. */
export const addVote = async (db: Db, itemId: string, voter: string): Promise<boolean> => {
  const row = await db
    .insertInto('intake_votes')
    .values({ item_id: itemId, voter })
    .onConflict((conflict) => conflict.doNothing())
    .returning('voter')
    .executeTakeFirst();
  if (!row) return false;
  await db
    .updateTable('intake_items')
    .set((eb) => ({ votes: eb('votes', '+', 1) }))
    .where('id', '=', itemId)
    .execute();
  return true;
};

/** Ids of the items that one of the voters has voted for. */
export const votedItems = async (db: Db, voter: string): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('intake_votes')
    .select('item_id')
    .where('voter', '=', voter)
    .execute();
  return new Set(rows.map(({ item_id }) => item_id));
};

const read = (row: Selectable<IntakeItemsTable>): ItemRecord => ({
  ...row,
  content: JSON.parse(row.content),
  votes: Number(row.votes),
  created_at: Number(row.created_at),
  updated_at: Number(row.updated_at),
});
