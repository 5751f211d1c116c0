/** The operator's inbox, for the console and for `npm run admin -- inbox`. */
import {
  type DeliveryState,
  type InboxEntry,
  type InboxItem,
  type IntakeKind,
  type IntakeStatus,
  intakeStatuses,
} from '../domain/intake.ts';
import { newId } from '../storage/identifiers.ts';
import {
  findItem,
  type ItemFilter,
  type ItemRecord,
  insertReply,
  listItems,
  listReplies,
  updateItem,
} from '../storage/intake-items.ts';
import { listDeliveries, type OutboxRow, redeliver } from '../storage/outbox.ts';
import type { Store } from '../storage/store.ts';
import { IntakeError } from './intake-error.ts';
import { iso, shownReply } from './shown.ts';

export type InboxFilter = Omit<ItemFilter, 'before' | 'accountId' | 'limit'> & {
  /** Id of the last item of the page before. */
  cursor?: string;
  limit?: number;
};

export type InboxPage = { data: InboxEntry[]; next: string | null };

const usualLimit = 50;

/** The newest first. */
export const listInbox = async (
  { db }: Store,
  { cursor, limit = usualLimit, ...filter }: InboxFilter,
): Promise<InboxPage> => {
  const last = cursor === undefined ? undefined : await findItem(db, cursor);
  if (cursor !== undefined && !last)
    throw new IntakeError(
      'invalid',
      'There is no such cursor.',
      'Take the one that the page before names, or leave it out for the first page.',
      { field: 'cursor' },
    );
  const items = await listItems(db, {
    ...filter,
    limit: limit + 1,
    ...(last && { before: { id: last.id, createdAt: last.created_at } }),
  });
  const shown = items.slice(0, limit);
  const deliveries = await listDeliveries(
    db,
    shown.map(({ id }) => id),
  );
  return {
    data: shown.map((item) => entryOf(item, deliveries)),
    next: items.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
};

export const showItem = async (store: Store, id: string): Promise<InboxItem> => {
  const item = await itemOf(store, id);
  const deliveries = await listDeliveries(store.db, [id]);
  const replies = await listReplies(store.db, id);
  return {
    ...entryOf(item, deliveries),
    content: item.content,
    replies: replies.map(shownReply),
    deliveries: deliveries.map(shownDelivery),
  };
};

/** Kinds whose sender can read an answer. */
const answerable: readonly IntakeKind[] = ['ticket', 'security_report'];

/**
 * Answers a ticket, which is then answered, or the reporter of a security report, whose status stays:
 * whether it is confirmed is a judgement of its own.
 */
export const answerItem = async (store: Store, id: string, text: string): Promise<InboxItem> => {
  const item = await itemOf(store, id);
  if (!answerable.includes(item.kind))
    throw new IntakeError(
      'not_possible',
      'Nobody would see an answer: the sender left no way to reach them.',
      'Set the status, or link an issue or a page.',
    );
  const now = store.clock.now();
  const status: IntakeStatus = item.kind === 'ticket' ? 'answered' : item.status;
  await store.db.transaction().execute(async (transaction) => {
    await insertReply(transaction, {
      id: newId('rpl', now),
      item_id: id,
      author: 'operator',
      text: text.toWellFormed().replaceAll('\0', ''),
      created_at: now,
    });
    await updateItem(transaction, id, { status, updated_at: now });
  });
  return showItem(store, id);
};

export const setStatus = async (store: Store, id: string, status: string): Promise<InboxItem> => {
  const item = await itemOf(store, id);
  const known = intakeStatuses[item.kind].find((each) => each === status);
  if (!known)
    throw new IntakeError(
      'invalid',
      `That is no status of this kind of item.`,
      `Take one of ${intakeStatuses[item.kind].join(', ')}.`,
      { field: 'status' },
    );
  await updateItem(store.db, id, { status: known, updated_at: store.clock.now() });
  return showItem(store, id);
};

/** Links an issue, or the finished page; null takes the link away. */
export const linkItem = async (
  store: Store,
  id: string,
  link: string | null,
): Promise<InboxItem> => {
  await itemOf(store, id);
  if (link !== null && !/^(?:https?:\/\/|\/(?!\/))\S{1,500}$/.test(link))
    throw new IntakeError(
      'invalid',
      'That is no link.',
      'Give an http(s) URL, or the path of a page.',
      {
        field: 'link',
      },
    );
  await updateItem(store.db, id, { link, updated_at: store.clock.now() });
  return showItem(store, id);
};

/** Delivers again: what is dead, or everything. Answers how many deliveries were started. */
export const redeliverItem = async (
  store: Store,
  id: string,
  which: 'dead' | 'all' = 'dead',
): Promise<number> => {
  await itemOf(store, id);
  return redeliver(store, id, which);
};

/** Every item that the filter lets through, as lines of JSON. */
export async function* exportInbox(
  store: Store,
  filter: Omit<InboxFilter, 'cursor' | 'limit'>,
): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const page = await listInbox(store, { ...filter, cursor, limit: 200 });
    for (const { id } of page.data) yield `${JSON.stringify(await showItem(store, id))}\n`;
    cursor = page.next ?? undefined;
  } while (cursor);
}

const itemOf = async ({ db }: Store, id: string): Promise<ItemRecord> => {
  const item = await findItem(db, id);
  if (item) return item;
  throw new IntakeError('not_found', 'There is no such item.', 'Take an id from the list.');
};

const entryOf = (item: ItemRecord, deliveries: OutboxRow[]): InboxEntry => {
  const count = (state: OutboxRow['state']) =>
    deliveries.filter((row) => row.item_id === item.id && row.state === state).length;
  return {
    id: item.id,
    kind: item.kind,
    account: item.account_id,
    title: item.title,
    status: item.status,
    link: item.link,
    votes: item.votes,
    createdAt: iso(item.created_at),
    updatedAt: iso(item.updated_at),
    delivery: { waiting: count('waiting'), delivered: count('delivered'), dead: count('dead') },
  };
};

const shownDelivery = (row: OutboxRow): DeliveryState => ({
  id: row.id,
  sink: row.sink,
  event: row.reply_id === null ? 'created' : 'reply',
  state: row.state,
  attempts: row.attempts,
  dueAt: row.state === 'waiting' ? iso(row.due_at) : null,
  error: row.error,
  reference: row.reference,
});
