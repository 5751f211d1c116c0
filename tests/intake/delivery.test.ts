import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { SinkConfig } from '../../src/domain/site.ts';
import { sendFeedback } from '../../src/intake/feedback.ts';
import { exportInbox, redeliverItem, showItem } from '../../src/intake/inbox.ts';
import { askForPage } from '../../src/intake/integration-requests.ts';
import { openTicket, replyToTicket } from '../../src/intake/tickets.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { listDeliveries } from '../../src/storage/outbox.ts';
import { onBothEngines } from '../storage/store-under-test.ts';
import { openIntake, problem } from './intake-under-test.ts';
import {
  type Github,
  type MailServer,
  startGithub,
  startMailServer,
  startWebhookReceiver,
  type WebhookReceiver,
} from './places.ts';

const environment = {
  GITHUB_TOKEN: 'token-of-the-tests',
  WEBHOOK_SECRET: `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`,
  SMTP_URL: '',
};

let github: Github;
let mail: MailServer;
let webhook: WebhookReceiver;

beforeAll(async () => {
  mail = await startMailServer();
  environment.SMTP_URL = mail.url;
});
beforeEach(async () => {
  github = await startGithub(environment.GITHUB_TOKEN);
  webhook = await startWebhookReceiver(environment.WEBHOOK_SECRET);
  mail.mails.length = 0;
});
afterEach(async () => {
  await github.close();
  await webhook.close();
});
afterAll(() => mail.close());

const publicItems = ['feedback', 'integration_request'] as const;
const sinks = (): SinkConfig[] => [
  {
    kind: 'github',
    id: 'issues',
    items: [...publicItems],
    repository: 'o/r',
    tokenEnv: 'GITHUB_TOKEN',
    labels: ['from the docs'],
    apiUrl: github.url,
  },
  {
    kind: 'email',
    id: 'mail',
    items: [...publicItems],
    to: 'docs@example.com',
    from: 'site@example.com',
    smtpUrlEnv: 'SMTP_URL',
  },
  {
    kind: 'webhook',
    id: 'hook',
    items: [...publicItems],
    url: webhook.url,
    secretEnv: 'WEBHOOK_SECRET',
  },
];

onBothEngines((newPlace) => {
  const open = async (setting = {}) =>
    openIntake(await (await newPlace()).open(), { sinks: sinks(), environment, ...setting });

  test('an item reaches GitHub, e-mail and webhook, once each', async () => {
    const intake = await open();
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), problem());
    await intake.delivery.run();
    await intake.delivery.run();
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]).toMatchObject({
      title: 'Not helpful: /keys/',
      labels: ['from the docs'],
    });
    expect(mail.mails.map(({ messageId }) => messageId)).toEqual([`<${id}@docs.tokenbay.com>`]);
    expect(webhook.received.map((each) => [each.id, each.payload.type])).toEqual([
      [id, 'feedback.created'],
    ]);
    expect(webhook.forged).toBe(0);
    const { deliveries } = await showItem(intake.store, id);
    expect(deliveries.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered']);
  });

  test('a ticket tells by which account it was opened, in e-mail, webhook, inbox and export (D3)', async () => {
    const [, toMail, toHook] = sinks();
    if (toMail?.kind !== 'email' || toHook?.kind !== 'webhook') throw new Error('No such sinks.');
    const intake = await open({
      sinks: [
        { ...toMail, items: ['ticket'] },
        { ...toHook, items: ['ticket'] },
      ],
    });
    const { id: account } = await createAccount(intake.store, { kind: 'standard' });
    const envelope = { visitor: { network: '192.0.2.1', userId: 'user-1' } };
    const words = { subject: 'A charge', text: 'Too much.', requestIds: [] };
    const { ticket } = await openTicket(intake, envelope, account, words);
    await replyToTicket(intake, envelope, account, ticket.id, 'Anybody there?');
    await intake.delivery.run();
    expect(mail.mails.map(({ source }) => source.includes(`Account: ${account}`))).toEqual([
      true,
      true,
    ]);
    expect(webhook.received.map(({ payload }) => payload)).toMatchObject([
      { type: 'ticket.created', data: { account } },
      { type: 'ticket.reply', data: { account } },
    ]);
    expect(await showItem(intake.store, ticket.id)).toMatchObject({ account });
    expect((await Array.fromAsync(exportInbox(intake.store, {}))).join('')).toContain(account);
  });

  test('a thumb without words is kept in the inbox and sent nowhere', async () => {
    const intake = await open();
    const thumb = { ...problem(), text: null };
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), thumb);
    await intake.delivery.run();
    expect((await showItem(intake.store, id)).deliveries).toEqual([]);
    expect(github.issues).toEqual([]);
  });

  test('sinks that fail get it when they work again, once', async () => {
    const intake = await open();
    github.faults.push('error', 'lost answer');
    mail.failures = 2;
    webhook.failures = 2;
    await sendFeedback(intake, await intake.envelope('feedback'), problem());
    for (let turn = 0; turn < 5; turn++) await intake.delivery.run();
    expect(github.issues).toHaveLength(1);
    expect(mail.mails).toHaveLength(1);
    expect(webhook.received).toHaveLength(1);
  });

  test('what was on its way when the process ended is delivered by the next, once', async () => {
    let now = Date.now();
    const place = await newPlace();
    const clock = { now: () => now };
    const store = await place.open(clock);
    const intake = openIntake(store, { sinks: sinks(), environment });
    // Stopped: this process stores the item and never comes to deliver it.
    await intake.delivery.stop();
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), problem());
    // Delivered, and gone before it could be recorded: the lease and the sinks are as they were.
    const first = openIntake(store, { sinks: sinks(), environment });
    await first.delivery.run();
    const taken = { state: 'waiting' as const, lease: store.instanceId, due_at: now + 90_000 };
    await store.db.updateTable('outbox').set(taken).where('item_id', '=', id).execute();

    const next = openIntake(await place.open(clock), { sinks: sinks(), environment });
    await next.delivery.run();
    expect((await listDeliveries(store.db, [id])).every(({ state }) => state === 'waiting')).toBe(
      true,
    );
    now += 91_000;
    await next.delivery.run();
    expect((await listDeliveries(store.db, [id])).every(({ state }) => state === 'delivered')).toBe(
      true,
    );
    expect(github.issues).toHaveLength(1);
    expect(webhook.received).toHaveLength(1);
    // SMTP has no way to ask; both mails are one by their Message-ID.
    expect(new Set(mail.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('what a gone instance had on its way is taken over at once', async () => {
    const intake = await open();
    await intake.delivery.stop();
    await sendFeedback(intake, await intake.envelope('feedback'), problem());
    const taken = { lease: 'ins_gone', due_at: Date.now() + 90_000 };
    await intake.store.db.updateTable('outbox').set(taken).execute();
    await openIntake(intake.store, { sinks: sinks(), environment }).delivery.run();
    expect(webhook.received).toHaveLength(1);
  });

  test('several instances deliver each item once', async () => {
    const place = await newPlace();
    const instances = await Promise.all(
      [1, 2, 3].map(async () => openIntake(await place.open(), { sinks: sinks(), environment })),
    );
    const [first = instances[0]] = instances;
    if (!first) throw new Error('No instance.');
    for (let item = 0; item < 8; item++)
      await sendFeedback(first, await first.envelope('feedback'), problem(`Number ${item}`));
    for (let turn = 0; turn < 3; turn++)
      await Promise.all(instances.map(({ delivery }) => delivery.run()));
    expect(github.issues).toHaveLength(8);
    expect(mail.mails).toHaveLength(8);
    expect(webhook.received).toHaveLength(8);
  });

  test('a delivery that fails for good is dead, says why, and can be started again', async () => {
    const intake = await open({ attempts: 3 });
    webhook.failures = 3;
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), problem());
    for (let turn = 0; turn < 5; turn++) await intake.delivery.run();
    const dead = (await showItem(intake.store, id)).deliveries.find(({ sink }) => sink === 'hook');
    expect(dead).toMatchObject({
      state: 'dead',
      attempts: 3,
      error: 'The webhook answered 503.',
    });
    expect(await redeliverItem(intake.store, id)).toBe(1);
    await intake.delivery.run();
    expect(webhook.received).toHaveLength(1);
  });

  test('a sink gets nothing any more that it is not configured for any more', async () => {
    const store = await (await newPlace()).open();
    const before = openIntake(store, { sinks: sinks(), environment });
    await before.delivery.stop();
    const { id } = await sendFeedback(before, await before.envelope('feedback'), problem());
    const narrowed = sinks()
      .filter((sink) => sink.kind !== 'email')
      .map((sink) => ({ ...sink, items: ['integration_request' as const] }));
    const after = openIntake(store, { sinks: narrowed, environment, attempts: 1 });
    expect(await after.delivery.run()).toBe(0);
    const { deliveries } = await showItem(store, id);
    expect(deliveries.map(({ state, error }) => [state, error])).toEqual([
      ['dead', 'The sink takes no feedback.'],
      ['dead', 'The sink is not in site.config.ts any more.'],
      ['dead', 'The sink takes no feedback.'],
    ]);
  });

  test('a tool that is asked for twice is one issue with a comment', async () => {
    const intake = await open();
    const ask = async (name: string, network: string, text: string) =>
      askForPage(
        intake,
        await intake.envelope('integration-request', { visitor: { network, userId: null } }),
        { name, url: null, protocol: 'openai', text },
      );
    const first = await ask('Zed Editor', '192.0.2.1', 'For my team');
    const second = await ask('zed-editor', '192.0.2.2', 'For mine too');
    expect(second).toMatchObject({ duplicate: true, request: { id: first.request.id, votes: 2 } });
    for (let turn = 0; turn < 3; turn++) await intake.delivery.run();
    expect(github.issues).toHaveLength(1);
    expect(github.issues[0]?.comments).toHaveLength(1);
    expect(github.issues[0]?.comments[0]).toContain('For mine too');
  });

  test('mark-up, mentions and images of strangers have no effect in an issue', async () => {
    const intake = await open();
    const text = '@everyone ![x](https://evil.example/?q=1) ``` <img src=x> ````';
    await sendFeedback(intake, await intake.envelope('feedback'), problem(text));
    await intake.delivery.run();
    expect(github.issues[0]?.body).toContain(`\`\`\`\`\`text\n${text}\n\`\`\`\`\``);
  });

  test('a webhook that redirects is not followed', async () => {
    const intake = await open();
    const elsewhere = await startWebhookReceiver(environment.WEBHOOK_SECRET);
    webhook.redirectTo = elsewhere.url;
    await sendFeedback(intake, await intake.envelope('feedback'), problem());
    await intake.delivery.run();
    expect(elsewhere.received).toEqual([]);
    await elsewhere.close();
  });

  test('a credential that a sink repeats in its error is not kept', async () => {
    const intake = await open({
      environment: { ...environment, SMTP_URL: 'smtp://user:p4ssw0rd-9f2c@127.0.0.1:1' },
    });
    const { id } = await sendFeedback(intake, await intake.envelope('feedback'), problem());
    await intake.delivery.run();
    expect(JSON.stringify(await showItem(intake.store, id))).not.toContain('p4ssw0rd');
    expect(intake.logged()).not.toContain('p4ssw0rd');
    expect(intake.logged()).toContain('ECONNREFUSED 127.0.0.1:1');
  });

  test('the log says why a delivery failed, without what the place repeats of the credential', async () => {
    const intake = await open({
      environment: {
        ...environment,
        SMTP_URL: mail.url.replace('smtp://', 'smtp://user:p4ss%40w0rd@'),
      },
    });
    webhook.failures = 1;
    await sendFeedback(intake, await intake.envelope('feedback'), problem());
    await intake.delivery.run();
    const lines = intake.logged().trim().split('\n');
    const reasons = lines.map((line): { sink: string; reason: string } => JSON.parse(line));
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sink: 'hook', reason: 'The webhook answered 503.' }),
        expect.objectContaining({ sink: 'mail', reason: expect.stringContaining('[redacted]') }),
      ]),
    );
    expect(intake.logged()).not.toMatch(/p4ss(@|%40)w0rd/);
  });
});
