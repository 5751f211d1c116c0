/** Sends an item as an e-mail. The Message-ID is made from the item's id: mail that comes twice is one. */
import { createTransport } from 'nodemailer';
import type { SinkConfig } from '../domain/site.ts';
import type { Message, Sink } from './sink.ts';

type EmailConfig = Extract<SinkConfig, { kind: 'email' }>;

const timeoutMs = 15_000;

export const createEmailSink = (config: EmailConfig, smtpUrl: string, docsOrigin: string): Sink => {
  const domain = new URL(docsOrigin).hostname;
  const messageId = (id: string) => `<${id}@${domain}>`;
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    id: config.id,
    items: config.items,
    deliver: async (message) => {
      const reply = message.event === 'reply';
      await transport.sendMail({
        from: config.from,
        to: config.to,
        subject: `${reply ? 'Re: ' : ''}[${message.kind.replaceAll('_', ' ')}] ${message.title}`,
        text: textOf(message),
        date: new Date(message.createdAt),
        messageId: messageId(message.id),
        ...(reply && {
          inReplyTo: messageId(message.itemId),
          references: [messageId(message.itemId)],
        }),
        // An automatic answer to it would only come back as mail.
        headers: { 'auto-submitted': 'auto-generated' },
      });
      return { reference: messageId(message.id) };
    },
  };
};

const textOf = ({ itemId, facts, text }: Message): string =>
  [
    ...facts.map(([label, value]) => `${label}: ${value}`),
    ...(facts.length > 0 && text !== null ? [''] : []),
    ...(text === null ? [] : [text]),
    '',
    `-- `,
    `${itemId} in the inbox`,
    '',
  ].join('\n');
