/** An item or a reply as a message that a sink can carry. */
import type { ItemRecord, ReplyRecord } from '../storage/intake-items.ts';
import type { Message } from './sink.ts';

export const messageOf = (
  item: ItemRecord,
  reply: ReplyRecord | undefined,
  itemReference: string | null,
): Message => {
  const { text, ciphertext, ...others } = item.content;
  const account = item.account_id;
  const shared = { itemId: item.id, kind: item.kind, account, title: item.title, itemReference };
  const sender: Message['facts'] = account === null ? [] : [['Account', account]];
  if (reply)
    return {
      ...shared,
      id: reply.id,
      event: 'reply',
      facts: sender,
      text: reply.text,
      content: { text: reply.text, author: reply.author },
      createdAt: reply.created_at,
    };
  return {
    ...shared,
    id: item.id,
    event: 'created',
    facts: [...sender, ...Object.entries(others).flatMap(([label, value]) => factOf(label, value))],
    text: textOrNull(text) ?? textOrNull(ciphertext),
    content: item.content,
    createdAt: item.created_at,
  };
};

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const labels: Record<string, string> = {
  page: 'Page',
  version: 'Version',
  helpful: 'Helpful',
  reason: 'Reason',
  quote: 'Passage',
  name: 'Tool',
  url: 'Link',
  protocol: 'Protocol',
  requestIds: 'Requests',
};

const factOf = (label: string, value: unknown): [string, string][] => {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
    return [];
  const shown = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return [[labels[label] ?? label, Array.isArray(value) ? value.join(', ') : shown]];
};
