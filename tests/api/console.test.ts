import { setTimeout as pause } from 'node:timers/promises';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import site from '../../site.config.ts';
import { createClock } from '../../src/configuration/clock.ts';
import type {
  ApiError,
  ConsoleGroup,
  ConsoleKey,
  ConsoleKeySecret,
  ConsoleKeyUsage,
  ConsoleSession,
} from '../../src/domain/playground-api.ts';
import type { RequestLogPage, RequestLogRow } from '../../src/domain/request-log.ts';
import type { SiteConfig } from '../../src/domain/site.ts';
import { syncGroups } from '../../src/storage/groups.ts';
import { openStore } from '../../src/storage/store.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor, type Visitor } from './visitor.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '0' } });
});

afterAll(async () => {
  await server.stop();
});

const signedIn = async (): Promise<{ visitor: Visitor; keyId: string; secret: string }> => {
  const visitor = newVisitor(server.origin);
  const { key } = await visitor.sandbox();
  return { visitor, keyId: key.id, secret: key.secret };
};

test('a page may ask who is there before anybody is, and sees no account of anybody else', async () => {
  const nobody = await newVisitor(server.origin).get<ConsoleSession>('/api/console/session');
  expect(nobody).toMatchObject({ status: 200, body: { user: null, account: null, accounts: [] } });
  const [one, other] = await Promise.all([signedIn(), signedIn()]);
  const own = (await one.visitor.get<ConsoleSession>('/api/console/session')).body;
  expect(own.user).toMatchObject({ anonymous: true, email: null });
  const path = `/api/console/session?account=${own.account?.id}`;
  const theirs = (await other.visitor.get<ConsoleSession>(path)).body;
  expect(theirs.account?.id).not.toBe(own.account?.id);
  expect(theirs.accounts).toHaveLength(1);
});

describe('keys', () => {
  test('an account can make any number of keys, each with a label, and each secret is shown once (K3)', async () => {
    const { visitor } = await signedIn();
    for (let count = 0; count < 12; count++) {
      const made = await visitor.post<ConsoleKeySecret>('/api/console/keys', {
        label: `stage ${count}`,
      });
      expect(made.status).toBe(201);
      expect((await visitor.chat(made.body.secret)).status).toBe(200);
    }
    const list = await visitor.get<{ data: ConsoleKey[] }>('/api/console/keys');
    expect(list.body.data).toHaveLength(13);
    expect(JSON.stringify(list.body)).not.toMatch(/sk-[0-9A-Za-z]{20}/);
  });

  test('a reset invalidates the old secret at once and keeps the statistics (K1)', async () => {
    const { visitor, keyId, secret } = await signedIn();
    await visitor.chat(secret);
    const reset = await visitor.post<ConsoleKeySecret>(`/api/console/keys/${keyId}/reset`);
    expect(reset.status).toBe(200);
    expect((await visitor.chat(secret)).status).toBe(401);
    expect((await visitor.chat(reset.body.secret)).status).toBe(200);
    const { body } = await visitor.get<{ data: ConsoleKey[] }>('/api/console/keys');
    expect(body.data[0]).toMatchObject({ id: keyId, status: 'active' });
    expect(body.data[0]?.resetAt).not.toBeNull();
    expect(body.data[0]?.usage.requests).toBe(2);
  });

  test('a disabled key is refused until it is enabled again (K1)', async () => {
    const { visitor, keyId, secret } = await signedIn();
    await visitor.post(`/api/console/keys/${keyId}/disable`);
    expect((await visitor.chat(secret)).status).toBe(401);
    await visitor.post(`/api/console/keys/${keyId}/enable`);
    expect((await visitor.chat(secret)).status).toBe(200);
  });

  test('a key cannot be deleted, and the answer says what to do instead (K2)', async () => {
    const { visitor, keyId } = await signedIn();
    const { status, body } = await visitor.send<ApiError>('DELETE', `/api/console/keys/${keyId}`);
    expect(status).toBe(405);
    expect(body.error.message).toContain('cannot be deleted');
    expect(body.error.fix).toMatch(/Disable|reset/);
  });

  test('a key takes a new label, and no label that disguises itself', async () => {
    const { visitor, keyId } = await signedIn();
    const rename = (label: string) =>
      visitor.send<ConsoleKey & ApiError>('PATCH', `/api/console/keys/${keyId}`, { label });
    expect((await rename('  Laptop  ')).body.label).toBe('Laptop');
    for (const label of ['', ' ', 'a\u202eb', 'a\u0000b', 'line\nbreak', 'x'.repeat(81)]) {
      const { status, body } = await rename(label);
      expect(status).toBe(400);
      expect(body.error.field).toBe('label');
    }
  });

  test("another account's key answers as one that does not exist", async () => {
    const { keyId } = await signedIn();
    const { visitor } = await signedIn();
    for (const action of ['disable', 'enable', 'reset']) {
      const theirs = await visitor.post(`/api/console/keys/${keyId}/${action}`);
      const none = await visitor.post(`/api/console/keys/key_none/${action}`);
      expect(theirs.status).toBe(404);
      expect(theirs.body).toEqual(none.body);
    }
    expect((await visitor.get('/api/console/account?account=acc_none')).status).toBe(404);
  });

  test('play money stays in the group of the sandbox (K4)', async () => {
    const { visitor } = await signedIn();
    const groups = await visitor.get<{ data: ConsoleGroup[] }>('/api/console/groups');
    expect(groups.body.data).toMatchObject([
      { id: 'sandbox', scope: ['sandbox/*'], multiplier: '1', comingMultiplier: null },
    ]);
    const { status, body } = await visitor.post<ApiError>('/api/console/keys', {
      label: 'x',
      group: 'standard',
    });
    expect(status).toBe(400);
    expect(body.error.field).toBe('group');
  });

  test('a group that the operator has removed is offered to no new key', async () => {
    const { visitor } = await signedIn();
    const store = await openStore({ dataDir: server.dataDir, clock: createClock() });
    const group = { ...site.groups[0], id: 'removed' } as SiteConfig['groups'][number];
    await syncGroups(store, [...site.groups, group]);
    const { body } = await visitor.get<ConsoleSession>('/api/console/session');
    await store.db
      .updateTable('accounts')
      .set({ kind: 'standard' })
      .where('id', '=', body.account?.id ?? '')
      .execute();
    await store.close();
    const groups = await visitor.get<{ data: ConsoleGroup[] }>('/api/console/groups');
    expect(groups.body.data.map(({ id }) => id)).toEqual(site.groups.map(({ id }) => id));
    const made = await visitor.post('/api/console/keys', { label: 'x', group: 'removed' });
    expect(made.status).toBe(400);
  });

  test('usage is told per key and day, and adds up to the log (K4)', async () => {
    const { visitor, keyId, secret } = await signedIn();
    const chats = [await visitor.chat(secret), await visitor.chat(secret)];
    const rows = await Promise.all(
      chats.map(
        async ({ requestId }) =>
          (await visitor.get<RequestLogRow>(`/api/console/requests/${requestId}`)).body,
      ),
    );
    const { body } = await visitor.get<ConsoleKeyUsage>(`/api/console/keys/${keyId}/usage?days=7`);
    expect(body.days).toHaveLength(7);
    const sum = (of: (row: RequestLogRow) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    const total = (of: (day: ConsoleKeyUsage['days'][number]) => number) =>
      body.days.reduce((all, day) => all + of(day), 0);
    expect(total(({ requests }) => requests)).toBe(2);
    expect(total(({ charged }) => charged)).toBe(sum(({ charge }) => charge.nanodollars));
    expect(total(({ tokens }) => tokens.output)).toBe(sum(({ usage }) => usage.output));
  });
});

describe('the request log', () => {
  test('filters by outcome, status, model and key, and pages', async () => {
    const { visitor, keyId, secret } = await signedIn();
    for (const model of ['sandbox/echo', 'sandbox/echo', 'sandbox/overloaded', 'sandbox/none'])
      await visitor.chat(secret, model);
    const count = async (query: string) =>
      (await visitor.get<RequestLogPage>(`/api/console/requests?${query}`)).body.data.length;
    expect(await count('')).toBe(4);
    expect(await count('outcome=completed')).toBe(2);
    expect(await count('outcome=upstream_error')).toBe(1);
    expect(await count('outcome=rejected')).toBe(1);
    expect(await count('status=529')).toBe(1);
    expect(await count('status=2xx')).toBe(2);
    expect(await count('model=sandbox/echo')).toBe(2);
    expect(await count(`key=${keyId}`)).toBe(4);
    expect(await count('key=key_none')).toBe(0);
    expect(await count('since=2100-01-01T00:00:00Z')).toBe(0);

    const first = (await visitor.get<RequestLogPage>('/api/console/requests?limit=3')).body;
    expect(first).toMatchObject({ has_more: true, data: { length: 3 } });
    const rest = await visitor.get<RequestLogPage>(
      `/api/console/requests?limit=3&cursor=${first.next_cursor}`,
    );
    expect(rest.body).toMatchObject({ has_more: false, data: { length: 1 } });
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=1e3', 'limit'],
    ['status=9xx', 'status'],
    ['outcome=free', 'outcome'],
    ['since=yesterday', 'since'],
  ])('%s is refused by name', async (query, field) => {
    const { visitor } = await signedIn();
    const { status, body } = await visitor.get<ApiError>(`/api/console/requests?${query}`);
    expect(status).toBe(400);
    expect(body.error.field).toBe(field);
  });

  test('leaves as CSV and as JSON lines, with every request once', async () => {
    const { visitor, secret } = await signedIn();
    const ids = [];
    for (let count = 0; count < 5; count++) ids.unshift((await visitor.chat(secret)).requestId);
    const csv = await visitor.get<string>('/api/console/requests/export?format=csv');
    expect(csv.headers.get('content-type')).toContain('text/csv');
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    const table = Papa.parse<Record<string, string>>(csv.body.trim(), { header: true });
    expect(table.errors).toEqual([]);
    expect(table.data.map(({ id }) => id)).toEqual(ids);
    expect(Number(table.data[0]?.charge_nanodollars)).toBeGreaterThan(0);

    const lines = await visitor.get<string>('/api/console/requests/export?format=jsonl');
    const rows = lines.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RequestLogRow);
    expect(rows.map(({ id }) => id)).toEqual(ids);
  });

  test('no cell of an export is a formula', async () => {
    const { visitor, secret } = await signedIn();
    await visitor.chat(secret, 'sandbox/echo', { 'user-agent': '=cmd|calc' });
    const { body } = await visitor.get<string>('/api/console/requests/export?format=csv');
    expect(body).not.toMatch(/(^|,)"?[=+@]/m);
  });

  test('tells live when a request starts or settles', async () => {
    const { visitor, secret } = await signedIn();
    const leave = new AbortController();
    const response = await fetch(`${server.origin}/api/console/requests/live`, {
      headers: { cookie: visitor.cookies() },
      signal: leave.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const events = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    const { requestId } = await visitor.chat(secret);
    const event = await events?.read();
    const row = JSON.parse(event?.value?.data ?? '{}') as RequestLogRow;
    expect(event?.value?.event).toBe('request');
    expect(row).toMatchObject({ id: requestId, state: 'settled' });
    leave.abort();
  });
});

test('a live log does not keep the server from stopping', async () => {
  const other = await startServer({ env: { SANDBOX_PACE: '0' } });
  const visitor = newVisitor(other.origin);
  await visitor.sandbox();
  const response = await fetch(`${other.origin}/api/console/requests/live`, {
    headers: { cookie: visitor.cookies() },
  });
  await response.body?.getReader().read();
  const stopped = await Promise.race([other.stop(), pause(15_000, 'still running')]);
  expect(stopped).toBe(0);
});

test('without a session the console answers 401', async () => {
  for (const path of ['account', 'groups', 'keys', 'requests', 'requests/export', 'requests/live'])
    expect((await newVisitor(server.origin).get(`/api/console/${path}`)).status).toBe(401);
});
