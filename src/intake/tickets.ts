/** Tickets of an account (D3). */
import type {
  IntakeStatus,
  RedactedKinds,
  Ticket,
  TicketText,
  TicketThread,
} from '../domain/intake.ts';
import {
  findItem,
  type ItemRecord,
  listItems,
  listReplies,
  updateItem,
} from '../storage/intake-items.ts';
import { findRequest } from '../storage/requests.ts';
import { createCleaner } from './clean-text.ts';
import { IntakeError } from './intake-error.ts';
import { addItem, addReply, newItem } from './new-item.ts';
import type { IntakeParts } from './parts.ts';
import { shownThread, shownTicket } from './shown.ts';
import { type Envelope, submit } from './submit.ts';

const mostShown = 200;

/** The newest first. */
export const listTickets = async ({ store }: IntakeParts, accountId: string): Promise<Ticket[]> =>
  (await listItems(store.db, { kind: 'ticket', accountId, limit: mostShown })).map(shownTicket);

export const readTicket = async (
  { store }: IntakeParts,
  accountId: string,
  id: string,
): Promise<TicketThread> => {
  const item = await ticketOf(store.db, accountId, id);
  return shownThread(item, await listReplies(store.db, id));
};

export const openTicket = (
  parts: IntakeParts,
  envelope: Envelope,
  accountId: string,
  ticket: TicketText,
): Promise<{ ticket: TicketThread; redacted: RedactedKinds }> =>
  submit(parts, {
    action: 'ticket',
    envelope,
    content: { accountId, ticket },
    prepare: async () => {
      await checkRequests(parts, accountId, ticket.requestIds);
      const { clean, found } = createCleaner();
      const content = { text: await clean(ticket.text), requestIds: ticket.requestIds };
      const item = newItem(parts, {
        kind: 'ticket',
        account_id: accountId,
        title: await clean(ticket.subject),
        content,
      });
      return {
        bytes: JSON.stringify(content).length + item.title.length,
        store: async (db) => {
          await addItem(parts, db, item, true);
          return { ticket: shownThread(item, []), redacted: found() };
        },
      };
    },
  });

/** A reply of the account opens a ticket again that was answered or closed. */
export const replyToTicket = (
  parts: IntakeParts,
  envelope: Envelope,
  accountId: string,
  id: string,
  text: string,
): Promise<{ ticket: TicketThread; redacted: RedactedKinds }> =>
  submit(parts, {
    action: 'ticket-reply',
    envelope,
    content: { accountId, id, text },
    prepare: async () => {
      const { clean, found } = createCleaner();
      const cleaned = await clean(text);
      return {
        bytes: cleaned.length,
        store: async (db) => {
          const item = await ticketOf(db, accountId, id);
          const { created_at } = await addReply(parts, db, item, 'account', cleaned);
          const status: IntakeStatus<'ticket'> = 'open';
          const changed = await updateItem(db, id, { status, updated_at: created_at });
          return {
            ticket: shownThread(changed ?? item, await listReplies(db, id)),
            redacted: found(),
          };
        },
      };
    },
  });

/** A ticket of another account answers as one that does not exist. */
const ticketOf = async (
  db: IntakeParts['store']['db'],
  accountId: string,
  id: string,
): Promise<ItemRecord> => {
  const item = await findItem(db, id);
  if (item?.kind === 'ticket' && item.account_id === accountId) return item;
  throw new IntakeError(
    'not_found',
    'The account has no such ticket.',
    'Take an id from GET /api/tickets.',
  );
};

const checkRequests = async (
  { store }: IntakeParts,
  accountId: string,
  ids: string[],
): Promise<void> => {
  for (const id of ids)
    if (!(await findRequest(store, accountId, id)))
      throw new IntakeError(
        'invalid',
        'One of the requests is not in the log of this account.',
        'Pick requests from the log, or leave them out.',
        { field: 'requestIds' },
      );
};
