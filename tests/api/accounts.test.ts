import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ApiError,
  ConsoleAccount,
  ConsoleKey,
  Explanation,
} from '../../src/domain/playground-api.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor, type Visitor } from './visitor.ts';

let postgres: PostgresUnderTest;

beforeAll(async () => {
  postgres = await startPostgres();
});

afterAll(async () => {
  await postgres.stop();
});

const password = 'correct horse battery';
let people = 0;
const newPerson = () => ({ name: 'Ada', email: `ada${++people}@example.com`, password });

const accountOf = async (visitor: Visitor) =>
  (await visitor.get<ConsoleAccount>('/api/console/account')).body;
const keysOf = async (visitor: Visitor, account = '') =>
  (await visitor.get<{ data: ConsoleKey[] }>(`/api/console/keys?account=${account}`)).body.data;

describe.each(['sqlite', 'postgres'] as const)('accounts on %s', (engine) => {
  let server: ServerUnderTest;
  let env: Record<string, string> = { SANDBOX_PACE: '0' };

  beforeAll(async () => {
    if (engine === 'postgres') env = { ...env, DATABASE_URL: await postgres.newDatabase() };
    server = await startServer({ env });
  });

  afterAll(async () => {
    await server.stop();
  });

  test('signing up keeps keys, balance and request log of the anonymous visit', async () => {
    const visitor = newVisitor(server.origin);
    const { account, key } = await visitor.sandbox();
    const { requestId } = await visitor.chat(key.secret);
    const before = await accountOf(visitor);
    expect(before.user).toMatchObject({ anonymous: true, email: null });
    const keys = await keysOf(visitor);

    const person = newPerson();
    const signedUp = await visitor.post<{ user: { email: string } }>(
      '/api/auth/sign-up/email',
      person,
    );
    expect(signedUp.status).toBe(200);
    expect(signedUp.body.user.email).toBe(person.email);

    const after = await accountOf(visitor);
    expect(after.user).toMatchObject({ anonymous: false, email: person.email });
    expect(after.accounts).toEqual(before.accounts);
    expect(after.account.id).toBe(account.id);
    expect(await keysOf(visitor)).toEqual(keys);
    expect((await visitor.chat(key.secret)).status).toBe(200);
    const explained = await visitor.get<Explanation>(`/api/requests/${requestId}/explanation`);
    expect(explained.body.charged).toBe(true);
  });

  test('signing in adds the accounts of the visit to those that were there', async () => {
    const person = newPerson();
    const first = newVisitor(server.origin);
    const { account: old } = await first.sandbox();
    await first.post('/api/auth/sign-up/email', person);

    const second = newVisitor(server.origin);
    const { account: visited, key } = await second.sandbox();
    expect((await second.post('/api/auth/sign-in/email', person)).status).toBe(200);
    const { accounts } = await accountOf(second);
    expect(accounts.map(({ id }) => id).sort()).toEqual([old.id, visited.id].sort());
    expect((await keysOf(second, visited.id)).map(({ id }) => id)).toEqual([key.id]);
    expect(await keysOf(second, old.id)).toHaveLength(1);
  });

  test('no script can read the token of a session', async () => {
    const { body } = await newVisitor(server.origin).post('/api/auth/sign-up/email', newPerson());
    expect(Object.keys(body as object)).not.toContain('token');
  });

  test('a wrong password and an unknown address answer alike', async () => {
    const person = newPerson();
    await newVisitor(server.origin).post('/api/auth/sign-up/email', person);
    const attempt = (email: string) =>
      newVisitor(server.origin).post<ApiError>('/api/auth/sign-in/email', {
        email,
        password: 'something else',
      });
    const wrong = await attempt(person.email);
    expect(wrong.status).toBe(401);
    expect(wrong.body).toEqual((await attempt('nobody@example.com')).body);
  });

  test('an address that has an account already is told so', async () => {
    const person = newPerson();
    await newVisitor(server.origin).post('/api/auth/sign-up/email', person);
    const again = await newVisitor(server.origin).post<ApiError>('/api/auth/sign-up/email', person);
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({ code: 'conflict', field: 'email' });
  });

  test('a session that was ended opens nothing any more', async () => {
    const visitor = newVisitor(server.origin);
    await visitor.sandbox();
    const cookie = visitor.cookies();
    expect((await visitor.post('/api/auth/sign-out')).status).toBe(200);
    const answer = await newVisitor(server.origin).get('/api/console/account', { cookie });
    expect(answer.status).toBe(401);
  });

  test('a session is good on every instance that shares the store', async () => {
    const visitor = newVisitor(server.origin);
    const { account } = await visitor.sandbox();
    const other = await startServer({ dataDir: server.dataDir, env });
    const elsewhere = newVisitor(other.origin);
    const { body } = await elsewhere.get<ConsoleAccount>('/api/console/account', {
      cookie: visitor.cookies(),
    });
    expect(body.account.id).toBe(account.id);
    await other.stop();
  });
});

test('cookies are Secure when visitors come over https', async () => {
  const server = await startServer({ env: { PUBLIC_URL: 'https://docs.example.com' } });
  const answer = await newVisitor(server.origin).post('/api/sandbox');
  expect(answer.headers.getSetCookie().join()).toMatch(/^__Secure-.*; Secure/i);
  await server.stop();
});

test('GitHub is a way in where the operator set it up, and leads back to this site', async () => {
  const server = await startServer({
    env: {
      PUBLIC_URL: 'https://docs.example.com',
      GITHUB_CLIENT_ID: 'app',
      GITHUB_CLIENT_SECRET: 'app-secret',
    },
  });
  const visitor = newVisitor(server.origin);
  const start = (callbackURL: string) =>
    visitor.post<{ url: string }>('/api/auth/sign-in/social', { provider: 'github', callbackURL });
  const { status, body } = await start('/console/');
  expect(status).toBe(200);
  const url = new URL(body.url);
  expect(url.origin).toBe('https://github.com');
  expect(url.searchParams.get('redirect_uri')).toBe(
    'https://docs.example.com/api/auth/callback/github',
  );
  for (const elsewhere of ['https://evil.example/', '//evil.example', '/\\evil.example'])
    expect((await start(elsewhere)).status).toBe(400);
  await server.stop();
});
