/** What a reader in trouble asks the site: the doctor, the explainer by id and by paste, the reconciler. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BillingVerdict } from '../../src/domain/billing/billing-case.ts';
import type { Check } from '../../src/domain/doctor/check.ts';
import type { ConsoleKeySecret, Explanation } from '../../src/domain/playground-api.ts';
import type { Reconciliation } from '../../src/domain/reconcile/reconcile.ts';
import type { RequestLogPage, RequestLogRow } from '../../src/domain/request-log.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor, type Visitor } from './visitor.ts';

let server: ServerUnderTest;

beforeAll(async () => {
  server = await startServer({ env: { SANDBOX_PACE: '5' } });
});

afterAll(async () => {
  await server.stop();
});

const start = async (): Promise<{ visitor: Visitor; keyId: string; secret: string }> => {
  const visitor = newVisitor(server.origin);
  const { key } = await visitor.sandbox();
  return { visitor, keyId: key.id, secret: key.secret };
};

const send = (
  secret: string,
  body: object,
  { signal, client = 'tests' }: { signal?: AbortSignal; client?: string } = {},
): Promise<Response> =>
  fetch(`${server.origin}/v1/messages`, {
    method: 'POST',
    headers: {
      'user-agent': client,
      'x-api-key': secret,
      'anthropic-version': '2023-06-01',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      max_tokens: 50,
      messages: [{ role: 'user', content: 'Hello there.' }],
      ...body,
    }),
    signal: signal ?? null,
  });

const settledRow = async (secret: string, id: string): Promise<RequestLogRow> => {
  for (;;) {
    const answer = await fetch(`${server.origin}/v1/requests/${id}`, {
      headers: { 'x-api-key': secret },
    });
    const row = (await answer.json()) as RequestLogRow;
    if (answer.status === 200 && row.state === 'settled') return row;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const idOf = (response: Response): string => response.headers.get('x-request-id') ?? '';

/** Each way in which a request can end, and what its sender knows of it. */
type Known = {
  error: string;
  status: number | null;
  streamed?: boolean;
  shown?: boolean;
  brokeOff?: string;
};
type Case = (
  secret: string,
  visitor: Visitor,
  keyId: string,
) => Promise<{ id: string; secret: string; known: Known }>;

const answered = async (
  secret: string,
  body: object,
): Promise<{ id: string; secret: string; known: Known }> => {
  const response = await send(secret, body);
  return {
    id: idOf(response),
    secret,
    known: { error: await response.text(), status: response.status },
  };
};

const cases: Record<string, Case> = {
  'completed, an answer that was finished': async (secret) => {
    const response = await send(secret, { model: 'sandbox/echo' });
    await response.text();
    return {
      id: idOf(response),
      secret,
      known: { error: '', status: 200, streamed: false, shown: true, brokeOff: 'nobody' },
    };
  },
  'rejected, an unknown model': (secret) => answered(secret, { model: 'sandbox/nope' }),
  'rejected, a field of the wrong type': (secret) =>
    answered(secret, { model: 'sandbox/echo', max_tokens: 'many' }),
  'rejected, the balance does not cover it': async (secret) => {
    const response = await fetch(`${server.origin}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'sandbox/echo',
        n: 128,
        messages: [{ role: 'user', content: 'Hello there.' }],
      }),
    });
    return {
      id: idOf(response),
      secret,
      known: { error: await response.text(), status: response.status },
    };
  },
  'rejected, a disabled key': async (secret, visitor, keyId) => {
    await visitor.post(`/api/console/keys/${keyId}/disable`);
    const refused = await answered(secret, { model: 'sandbox/echo' });
    await visitor.post(`/api/console/keys/${keyId}/enable`);
    return refused;
  },
  'rejected, a reset key': async (secret, visitor, keyId) => {
    const reset = await visitor.post<ConsoleKeySecret>(`/api/console/keys/${keyId}/reset`);
    return { ...(await answered(secret, { model: 'sandbox/echo' })), secret: reset.body.secret };
  },
  'upstream_error, an overloaded upstream': (secret) =>
    answered(secret, { model: 'sandbox/overloaded' }),
  'upstream_error, a failing upstream': (secret) => answered(secret, { model: 'sandbox/error' }),
  'upstream_disconnected, a stream cut midway': async (secret) => {
    const response = await send(secret, { model: 'sandbox/cut', stream: true });
    const error = (await response.text()).slice(-300);
    return {
      id: idOf(response),
      secret,
      known: { error, status: 200, streamed: true, shown: true, brokeOff: 'upstream' },
    };
  },
  'client_disconnected, stopped midway': async (secret) => {
    const abort = new AbortController();
    const response = await send(secret, { model: 'sandbox/slow', stream: true }, abort);
    const reader = response.body?.getReader();
    let seen = '';
    while (!seen.includes('text_delta'))
      seen += new TextDecoder().decode((await reader?.read())?.value);
    abort.abort();
    return {
      id: idOf(response),
      secret,
      known: { error: '', status: 200, streamed: true, shown: true, brokeOff: 'client' },
    };
  },
};

describe('explainer by id, explainer by paste and ledger agree (B1, B2)', () => {
  test.each(Object.entries(cases))('%s', async (name, run) => {
    const { visitor, keyId, secret } = await start();
    const { id, known, ...now } = await run(secret, visitor, keyId);
    const row = await settledRow(now.secret, id);
    const [outcome = ''] = name.split(',');
    const byId = await visitor.get<Explanation>(`/api/requests/${id}/explanation`);
    const byPaste = await visitor.post<BillingVerdict>('/api/billing/explain', known);

    expect(row.outcome).toBe(outcome);
    expect(byId.body.request).toEqual(row);
    expect(byId.body.rule?.outcome).toBe(outcome);
    expect(byPaste.body.rules.map((rule) => rule.outcome)).toContain(outcome);
    expect(byPaste.body.charged).toBe(row.charge.nanodollars > 0 ? 'yes' : 'no');
    expect(byId.body.charged).toBe(row.charge.nanodollars > 0);
  });
});

const examine = async (visitor: Visitor, body: object): Promise<Check[]> =>
  (await visitor.post<{ checks: Check[] }>('/api/keys/test', body)).body.checks;

const cause = (checks: Check[]) => checks.find(({ state }) => state === 'fail');

describe('the key doctor', () => {
  test('passes a set-up that works, with one word over each protocol', async () => {
    const { visitor, secret } = await start();
    const checks = await examine(visitor, {
      key: secret,
      model: 'sandbox/echo',
      baseUrl: `${server.origin}/v1`,
    });
    expect(cause(checks)).toBeUndefined();
    const trips = checks.filter(({ id }) => id.startsWith('round_trip'));
    expect(trips.map(({ state, firstTokenMs }) => [state, typeof firstTokenMs])).toEqual([
      ['pass', 'number'],
      ['pass', 'number'],
    ]);
  });

  test('tells the owner of a disabled and of a reset key which it is, and a stranger neither', async () => {
    const { visitor, keyId, secret } = await start();
    const stranger = newVisitor(server.origin);
    await visitor.post(`/api/console/keys/${keyId}/disable`);
    const disabled = await examine(visitor, { key: secret });
    expect(disabled.find(({ id }) => id === 'status')?.meaning).toBe('The key is disabled.');
    const unsure = await examine(stranger, { key: secret });
    await visitor.post(`/api/console/keys/${keyId}/reset`);
    expect(await examine(stranger, { key: secret })).toEqual(unsure);
    const reset = await examine(visitor, { key: secret });
    expect(reset.find(({ id }) => id === 'status')?.meaning).toMatch(/was reset/);
  });

  test('names a model outside the scope and offers the nearest ids', async () => {
    const { visitor, secret } = await start();
    expect(cause(await examine(visitor, { key: secret, model: 'sandbox/ech0' }))).toMatchObject({
      id: 'model',
      fix: 'Did you mean sandbox/echo?',
    });
  });

  test('sends each check as it finishes', async () => {
    const { secret } = await start();
    const response = await fetch(`${server.origin}/api/keys/test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ key: secret }),
    });
    const events = response.body
      ?.pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream());
    const names = [];
    for await (const { event } of events ?? []) names.push(event);
    expect(names).toEqual([...Array(12).fill('check'), 'done']);
  });

  test('no key stands in the answer or in the log', async () => {
    const { visitor, secret } = await start();
    const checks = await examine(visitor, { key: `${secret} `, symptom: `401 with ${secret}` });
    expect(JSON.stringify(checks)).not.toContain(secret);
    expect(server.output()).not.toContain(secret);
  });
});

describe('the spend reconciler', () => {
  const logOf = async (secret: string): Promise<RequestLogRow[]> => {
    const answer = await fetch(`${server.origin}/v1/requests?limit=100`, {
      headers: { 'x-api-key': secret },
    });
    return ((await answer.json()) as RequestLogPage).data;
  };

  /** What a client that counts right exports of a request. */
  const exported = (row: RequestLogRow, index: number) => ({
    line: index + 2,
    at: Date.parse(row.startedAt),
    model: row.model,
    requestId: row.id,
    input: row.usage.input,
    output: row.usage.output,
    cost: row.charge.nanodollars,
  });

  const compare = async (visitor: Visitor, secret: string, rows: object[]) =>
    visitor.send<Reconciliation>(
      'POST',
      '/api/spend/reconcile',
      { rows, zones: 'known' },
      { authorization: `Bearer ${secret}` },
    );

  const total = (rows: RequestLogRow[]): number =>
    rows.reduce((sum, row) => sum + row.charge.nanodollars, 0);

  test('what an export left out is found, with the amounts of the log (B3)', async () => {
    const { visitor, secret } = await start();
    for (let count = 0; count < 6; count++)
      await (await send(secret, { model: 'sandbox/echo', stream: count % 2 === 0 })).text();
    const log = await logOf(secret);
    const missed = total(log.filter(({ stream }) => stream));
    const rows = log.map((row, index) => ({
      ...exported(row, index),
      ...(row.stream ? { input: 0, output: 0, cost: 0 } : {}),
    }));
    const { body } = await compare(visitor, secret, rows);
    expect(body).toMatchObject({
      matched: 6,
      difference: missed,
      unexplained: 0,
      causes: [{ cause: 'usage_not_read', nanodollars: missed, requests: 3 }],
    });
  });

  test('autocomplete is told from chats by its pace, with the amounts of the log (B3b)', async () => {
    const { visitor, secret } = await start();
    await (await send(secret, { model: 'sandbox/echo' })).text();
    for (let count = 0; count < 10; count++)
      await (await send(secret, { model: 'sandbox/echo' }, { client: 'completer/1.0' })).text();
    const log = await logOf(secret);
    const chats = log.filter(({ client }) => client === 'tests');
    const completions = log.filter(({ client }) => client !== 'tests');
    const { body } = await compare(visitor, secret, chats.map(exported));
    expect(body).toMatchObject({
      matched: 1,
      difference: total(completions),
      unexplained: 0,
      causes: [{ cause: 'autocomplete', nanodollars: total(completions), requests: 10 }],
    });
  });

  test('without a key says that it needs one', async () => {
    const { visitor } = await start();
    const rows = [{ line: 2, at: 0 }];
    expect((await visitor.post('/api/spend/reconcile', { rows, zones: 'known' })).status).toBe(401);
  });
});

describe('hostile input', () => {
  const row = { line: 2, at: 0 };
  const rows = (change: object) => ({ rows: [{ ...row, ...change }], zones: 'known' });
  const bodies: [what: string, path: string, body: string | object, status: number][] = [
    ['JSON that is cut off', '/api/billing/explain', '{', 400],
    ['a list', '/api/billing/explain', [], 400],
    ['an endless number', '/api/billing/explain', '{"status":1e400}', 400],
    ['a negative status', '/api/billing/explain', { status: -1 }, 400],
    ['a prototype', '/api/billing/explain', '{"error":{"__proto__":{}}}', 400],
    ['a text that is too long', '/api/billing/explain', { error: 'x'.repeat(40_000) }, 400],
    ['a body that is too large', '/api/billing/explain', { error: 'x'.repeat(6_000_000) }, 413],
    ['30,000 braces', '/api/billing/explain', { error: '{'.repeat(30_000) }, 200],
    ['30,000 quotes', '/api/billing/explain', { error: "'\\".repeat(15_000) }, 200],
    ['no rows', '/api/spend/reconcile', { rows: [], zones: 'known' }, 400],
    ['a time before 1970', '/api/spend/reconcile', rows({ at: -1 }), 400],
    ['a time that is no date', '/api/spend/reconcile', rows({ at: 9e15 }), 400],
    ['a time beyond integers', '/api/spend/reconcile', rows({ at: 2 ** 53 }), 400],
    ['half a nanodollar', '/api/spend/reconcile', rows({ cost: 0.5 }), 400],
    ['unknown zones', '/api/spend/reconcile', { rows: [row], zones: 'elsewhere' }, 400],
    ['too many bytes', '/api/spend/reconcile', { rows: 'x'.repeat(5_000_000) }, 413],
    ['a key of 5,000 characters', '/api/keys/test', { key: 'x'.repeat(5_000) }, 400],
    ['a key that is a number', '/api/keys/test', { key: 7 }, 400],
    ['half a character and a NUL', '/api/keys/test', { key: '\ud800\u0000' }, 200],
  ];

  test.each(bodies)('%s for %s is answered without an echo', async (_, path, body, status) => {
    const { secret } = await start();
    const response = await fetch(`${server.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    expect({ status: response.status, text: text.slice(0, 200) }).toMatchObject({ status });
    expect(text).not.toContain('xxxxxxxx');
  });
});
