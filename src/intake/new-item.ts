/** Writes a new item or a reply, with what is to be delivered of it. Call inside a transaction. */
import { type IntakeKind, intakeStatuses } from '../domain/intake.ts';
import { type IdPrefix, newId } from '../storage/identifiers.ts';
import {
  type Db,
  type ItemRecord,
  insertItem,
  insertReply,
  type ReplyRecord,
} from '../storage/intake-items.ts';
import { enqueue } from '../storage/outbox.ts';
import type { IntakeParts } from './parts.ts';

const prefixes: Record<IntakeKind, IdPrefix> = {
  feedback: 'fbk',
  integration_request: 'ask',
  ticket: 'tkt',
  security_report: 'rep',
};

type NewItem = Pick<ItemRecord, 'kind' | 'title' | 'content'> &
  Partial<Pick<ItemRecord, 'account_id' | 'same_name'>>;

export const newItem = ({ store }: IntakeParts, item: NewItem): ItemRecord => {
  const now = store.clock.now();
  return {
    id: newId(prefixes[item.kind], now),
    account_id: null,
    same_name: null,
    ...item,
    status: intakeStatuses[item.kind][0],
    link: null,
    votes: 0,
    follow_hash: null,
    created_at: now,
    updated_at: now,
  };
};

/** Answers false, and stores nothing, when an item of the same name is there already. */
export const addItem = async (
  parts: IntakeParts,
  db: Db,
  item: ItemRecord,
  delivered: boolean,
): Promise<boolean> => {
  if (!(await insertItem(db, item))) return false;
  if (delivered)
    await enqueue(db, {
      itemId: item.id,
      replyId: null,
      sinks: parts.sinksFor(item.kind),
      now: item.created_at,
    });
  return true;
};

export const addReply = async (
  parts: IntakeParts,
  db: Db,
  item: ItemRecord,
  author: ReplyRecord['author'],
  text: string,
): Promise<ReplyRecord> => {
  const now = parts.store.clock.now();
  const reply = { id: newId('rpl', now), item_id: item.id, author, text, created_at: now };
  await insertReply(db, reply);
  // What the operator wrote need not be sent to the operator.
  if (author !== 'operator')
    await enqueue(db, {
      itemId: item.id,
      replyId: reply.id,
      sinks: parts.sinksFor(item.kind),
      now,
    });
  return reply;
};
