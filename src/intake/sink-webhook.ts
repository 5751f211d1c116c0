/**
 * Posts an item as a signed webhook (Standard Webhooks). The webhook-id is the item's id, by which a
 * receiver tells a repeated message from a new one. Redirects are not followed.
 */
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../domain/clock.ts';
import type { SinkConfig } from '../domain/site.ts';
import type { Message, Sink } from './sink.ts';

type WebhookConfig = Extract<SinkConfig, { kind: 'webhook' }>;

export const createWebhookSink = (config: WebhookConfig, secret: string, clock: Clock): Sink => {
  const webhook = new Webhook(secret);
  return {
    id: config.id,
    items: config.items,
    secrets: [secret],
    deliver: async (message, signal) => {
      const body = JSON.stringify(payloadOf(message));
      const sentAt = new Date(clock.now());
      const response = await fetch(config.url, {
        method: 'POST',
        redirect: 'manual',
        signal,
        headers: {
          'content-type': 'application/json',
          'webhook-id': message.id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
          'webhook-signature': webhook.sign(message.id, sentAt, body),
        },
        body,
      });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
      return { reference: null };
    },
  };
};

const payloadOf = (message: Message): object => ({
  type: `${message.kind}.${message.event}`,
  timestamp: new Date(message.createdAt).toISOString(),
  data: {
    id: message.id,
    item: message.itemId,
    kind: message.kind,
    account: message.account,
    title: message.title,
    content: message.content,
  },
});
