/** Rows of the store as `/api` shows them. */
import type {
  IntakeStatus,
  IntegrationRequest,
  IntegrationWish,
  Reply,
  SecurityReportStatus,
  Ticket,
  TicketText,
  TicketThread,
} from '../domain/intake.ts';
import type { ItemRecord, ReplyRecord } from '../storage/intake-items.ts';

export const iso = (time: number): string => new Date(time).toISOString();

export const shownReply = ({ id, author, text, created_at }: ReplyRecord): Reply => ({
  id,
  author,
  text,
  createdAt: iso(created_at),
});

export const shownRequest = (item: ItemRecord, voted: boolean): IntegrationRequest => {
  const { name, url, protocol } = item.content as IntegrationWish;
  return {
    id: item.id,
    name,
    url,
    protocol,
    status: item.status as IntakeStatus<'integration_request'>,
    votes: item.votes,
    voted,
    page: item.link,
    createdAt: iso(item.created_at),
  };
};

export const shownTicket = (item: ItemRecord): Ticket => ({
  id: item.id,
  subject: item.title,
  status: item.status as IntakeStatus<'ticket'>,
  createdAt: iso(item.created_at),
  updatedAt: iso(item.updated_at),
});

export const shownThread = (item: ItemRecord, replies: ReplyRecord[]): TicketThread => {
  const { text, requestIds } = item.content as Omit<TicketText, 'subject'>;
  return { ...shownTicket(item), text, requestIds, replies: replies.map(shownReply) };
};

export const shownReport = (item: ItemRecord, replies: ReplyRecord[]): SecurityReportStatus => ({
  receipt: item.id,
  status: item.status as IntakeStatus<'security_report'>,
  createdAt: iso(item.created_at),
  updatedAt: iso(item.updated_at),
  replies: replies.map(shownReply),
});
