import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import site from '../../site.config.ts';
import type { InboxItem, IntegrationRequest, TicketThread } from '../../src/domain/intake.ts';
import type { ApiError } from '../../src/domain/playground-api.ts';
import { confirmEmail } from '../../src/storage/auth-users.ts';
import { openStore } from '../../src/storage/store.ts';
import { newVisitor, type Visitor } from '../api/visitor.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { problem, solved } from './intake-under-test.ts';
import { startMailServer, startWebhookReceiver } from './places.ts';

const secret = `whsec_${Buffer.from('a secret of 24 characters').toString('base64')}`;
const operator = { name: 'Op', email: 'op@example.com', password: 'correct horse battery' };

let folder: string;
let env: Record<string, string>;
let ports: { mail: number; webhook: number };

/** Ports for sinks that are down at first, so that the configuration can name them. */
beforeAll(async () => {
  const mail = await startMailServer();
  const webhook = await startWebhookReceiver(secret);
  ports = { mail: Number(new URL(mail.url).port), webhook: Number(new URL(webhook.url).port) };
  await mail.close();
  await webhook.close();
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  const file = join(folder, 'site.ts');
  const items = ['feedback', 'integration_request', 'ticket'];
  const config = {
    ...site,
    operators: [operator.email],
    sinks: [
      {
        kind: 'email',
        id: 'mail',
        items,
        to: 'docs@example.com',
        from: 'site@example.com',
        smtpUrlEnv: 'SMTP_URL',
      },
      { kind: 'webhook', id: 'hook', items, url: webhook.url, secretEnv: 'WEBHOOK_SECRET' },
    ],
  };
  writeFileSync(file, `export default ${JSON.stringify(config)};`);
  env = { SITE_CONFIG: file, SMTP_URL: mail.url, WEBHOOK_SECRET: secret, SANDBOX_PACE: '0' };
});

afterAll(() => rmSync(folder, { recursive: true }));

const proof = async (visitor: Visitor, form: string): Promise<string> => {
  const { body } = await visitor.get<Parameters<typeof solved>[0]>(`/api/challenge?form=${form}`);
  return solved(body);
};

const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await pause(50);
};

test('killed right after 201, sinks down at the restart: delivered when they are up, once', async () => {
  const first = await startServer({ env });
  const visitor = newVisitor(first.origin);
  const altcha = await proof(visitor, 'feedback');
  const sent = await visitor.post<{ id: string }>('/api/feedback', { ...problem(), altcha });
  await first.kill();
  expect(sent.status).toBe(201);

  const second = await startServer({ env, dataDir: first.dataDir });
  // The sinks are still down, and a first attempt fails.
  await until(() => second.output().includes('A delivery failed.'));
  const mail = await startMailServer(ports.mail);
  const webhook = await startWebhookReceiver(secret, ports.webhook);
  await until(() => mail.mails.length > 0 && webhook.received.length > 0);
  await pause(2_500);
  expect(mail.mails.map(({ messageId }) => messageId)).toEqual([
    `<${sent.body.id}@docs.tokenbay.com>`,
  ]);
  expect(webhook.received.map(({ id }) => id)).toEqual([sent.body.id]);
  await second.stop();
  await mail.close();
  await webhook.close();
  rmSync(first.dataDir, { recursive: true });
}, 120_000);

test('over HTTP: forms, tickets and the inbox', async () => {
  const server = await startServer({ env });
  const { origin } = server;
  await visitorsTakePart(origin);
  await ticketsAreAnswered(server);
  await server.stop();
}, 120_000);

const visitorsTakePart = async (origin: string): Promise<void> => {
  const visitor = newVisitor(origin);
  const ask = async (body: object, headers = {}) =>
    visitor.send<{ request: IntegrationRequest; duplicate: boolean } & ApiError>(
      'POST',
      '/api/integration-requests',
      { ...body, altcha: await proof(visitor, 'integration-request') },
      headers,
    );
  const key = { 'idempotency-key': 'b9f6' };
  const asked = await ask({ name: 'Zed', url: 'https://zed.dev' }, key);
  expect(asked.status).toBe(201);
  expect(await ask({ name: 'Zed', url: 'https://zed.dev' }, key)).toMatchObject({
    status: 201,
    body: asked.body,
  });
  expect((await ask({ name: 'Another' }, key)).status).toBe(422);
  expect((await ask({ name: 'x', url: 'javascript:alert(1)' })).body.error.field).toBe('url');
  const { body: list } = await visitor.get<{ data: IntegrationRequest[] }>(
    '/api/integration-requests?q=zed',
  );
  expect(list.data).toMatchObject([{ name: 'Zed', votes: 1, voted: true }]);

  const withoutProof = await visitor.post<ApiError>('/api/feedback', problem());
  expect(withoutProof).toMatchObject({ status: 400, body: { error: { field: 'altcha' } } });
  const log = 'GET / HTTP/1.1\nhost: a\nx-a: b\naccept-language: c';
  const altcha = await proof(visitor, 'feedback');
  const raw = await visitor.post<ApiError>('/api/feedback', { ...problem(log), altcha });
  expect(raw).toMatchObject({ status: 422, body: { error: { field: 'text' } } });
  const report = await visitor.post<ApiError>('/api/security-reports', {
    ciphertext: 'plain',
    altcha: await proof(visitor, 'security-report'),
  });
  expect(report).toMatchObject({ status: 409 });
  const text = await (await fetch(`${origin}/.well-known/security.txt`)).text();
  const expires = Date.parse(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
  expect(text).toContain('Contact: mailto:security@tokenbay.com');
  expect(expires).toBeGreaterThan(Date.now());
  expect(expires).toBeLessThan(Date.now() + 365 * 24 * 60 * 60 * 1000);
};

const ticketsAreAnswered = async ({ origin, dataDir }: ServerUnderTest): Promise<void> => {
  const owner = newVisitor(origin);
  expect((await owner.get('/api/tickets')).status).toBe(401);
  const { key } = await owner.sandbox();
  const { requestId } = await owner.chat(key.secret);
  const opened = await owner.post<{ ticket: TicketThread }>('/api/tickets', {
    subject: 'Why this charge?',
    text: 'I expected less.',
    requestIds: [requestId],
  });
  expect(opened.status).toBe(201);
  const { id } = opened.body.ticket;

  const staff = newVisitor(origin);
  await staff.post('/api/auth/sign-up/email', operator);
  // Whoever typed the address first is no operator for it.
  expect((await staff.get('/api/inbox')).status).toBe(403);
  const store = await openStore({ dataDir, clock: { now: Date.now } });
  expect(await confirmEmail(store, operator.email)).toBe(true);
  await store.close();
  const { body: inbox } = await staff.get<{ data: InboxItem[] }>('/api/inbox?kind=ticket');
  expect(inbox.data.map((item) => item.id)).toEqual([id]);
  const answered = await staff.post(`/api/inbox/${id}/answers`, { text: 'See the lines.' });
  expect(answered.status).toBe(200);
  const patched = await staff.send<InboxItem>('PATCH', `/api/inbox/${id}`, {
    link: 'https://github.com/o/r/issues/1',
  });
  expect(patched.body).toMatchObject({ status: 'answered', link: expect.any(String) });
  const file = await staff.get<string>('/api/inbox/export?kind=ticket');
  expect(file.body).toContain('I expected less.');

  const { body: seen } = await owner.get<TicketThread>(`/api/tickets/${id}`);
  expect(seen).toMatchObject({
    status: 'answered',
    requestIds: [requestId],
    replies: [{ text: 'See the lines.' }],
  });
  const stranger = newVisitor(origin);
  await stranger.sandbox();
  expect((await stranger.get(`/api/tickets/${id}`)).status).toBe(404);
  expect((await stranger.get(`/api/inbox/${id}`)).status).toBe(403);
};
