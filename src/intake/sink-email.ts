/** Sends an item as an e-mail. The Message-ID is made from the item's id: mail that comes twice is one. */
import type { SinkConfig } from '../domain/site.ts';
import type { Message, Sink } from './sink.ts';
import { createSmtp } from './smtp.ts';

type EmailConfig = Extract<SinkConfig, { kind: 'email' }>;

export const createEmailSink = (config: EmailConfig, smtpUrl: string, docsOrigin: string): Sink => {
  const domain = new URL(docsOrigin).hostname;
  const messageId = (id: string) => `<${id}@${domain}>`;
  const send = createSmtp(smtpUrl);
  return {
    id: config.id,
    items: config.items,
    secrets: passwordsIn(smtpUrl),
    deliver: async (message) => {
      const reply = message.event === 'reply';
      await send({
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
      });
      return { reference: messageId(message.id) };
    },
  };
};

/** As it is written in the URL and as it is sent. */
const passwordsIn = (smtpUrl: string): string[] => {
  const { password } = new URL(smtpUrl);
  return password === '' ? [] : [password, decodeURIComponent(password)];
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
