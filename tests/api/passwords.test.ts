import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createClock } from '../../src/configuration/clock.ts';
import type { ApiError, Capabilities } from '../../src/domain/playground-api.ts';
import { resetTokenIn } from '../../src/domain/reset-link.ts';
import { openStore } from '../../src/storage/store.ts';
import { linksTo, type MailingSite, startMailingSite } from '../mailing-site.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import { newVisitor, type Visitor } from './visitor.ts';

const old = 'correct horse battery';
const fresh = 'staple of another horse';
let people = 0;
let postgres: PostgresUnderTest;
let site: MailingSite;

beforeAll(async () => {
  postgres = await startPostgres();
  site = await startMailingSite();
});

afterAll(async () => {
  await site.close();
  await postgres.stop();
});

describe.each(['sqlite', 'postgres'] as const)('forgotten passwords on %s', (engine) => {
  let server: ServerUnderTest;
  let env: Record<string, string>;

  beforeAll(async () => {
    env = { ...site.env, SANDBOX_PACE: '0', PUBLIC_URL: 'https://docs.example.com' };
    if (engine === 'postgres') env.DATABASE_URL = await postgres.newDatabase();
    server = await startServer({ env });
  });

  afterAll(async () => {
    await server.stop();
  });

  const signUp = async (): Promise<{ visitor: Visitor; email: string }> => {
    const visitor = newVisitor(server.origin);
    const email = `grace${++people}@example.com`;
    await visitor.post('/api/auth/sign-up/email', { name: 'Grace', email, password: old });
    return { visitor, email };
  };
  const signIn = (email: string, password: string) =>
    newVisitor(server.origin).post('/api/auth/sign-in/email', { email, password });
  const ask = (email: string) =>
    newVisitor(server.origin).post('/api/auth/request-password-reset', { email });
  const setPassword = (token: string | undefined, newPassword = fresh) =>
    newVisitor(server.origin).post<ApiError>('/api/auth/reset-password', { token, newPassword });
  const mailedLink = (email: string, nth = 0) =>
    vi.waitFor(() => {
      const link = linksTo(site, email)[nth];
      expect(link).toBeDefined();
      return link as string;
    });

  test('the mailed link sets a new password, once, and ends every session', async () => {
    const { visitor, email } = await signUp();
    expect((await ask(email)).status).toBe(200);
    const link = await mailedLink(email);
    expect(link).toMatch(/^https:\/\/docs\.example\.com\/console\/#reset=/);

    const token = resetTokenIn(new URL(link).hash);
    const short = await setPassword(token, 'short');
    expect(short.body.error).toMatchObject({ code: 'invalid_request', field: 'newPassword' });
    expect((await setPassword(token)).status).toBe(200);
    expect((await signIn(email, old)).status).toBe(401);
    expect((await signIn(email, fresh)).status).toBe(200);
    expect((await visitor.get('/api/console/account')).status).toBe(401);

    const again = await setPassword(token, 'yet another horse');
    expect(again.body.error).toMatchObject({ code: 'invalid_request', field: 'token' });
    expect((await signIn(email, fresh)).status).toBe(200);
  });

  test('a new password makes every earlier link of its user good for nothing, and of nobody else', async () => {
    const { email } = await signUp();
    const { email: other } = await signUp();
    for (const each of [email, email, other]) await ask(each);
    const tokenOf = (link: string) => resetTokenIn(new URL(link).hash);
    const used = tokenOf(await mailedLink(email, 1));
    expect((await setPassword(used)).status).toBe(200);
    const left = await setPassword(tokenOf(await mailedLink(email)), 'a thief of the first mail');
    expect(left.body.error).toMatchObject({ code: 'invalid_request', field: 'token' });
    expect((await signIn(email, fresh)).status).toBe(200);
    expect((await setPassword(tokenOf(await mailedLink(other)))).status).toBe(200);
  });

  test('an address without an account gets the same answer, and no mail', async () => {
    const { email } = await signUp();
    const known = await ask(email);
    const unknown = await ask('nobody@example.com');
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    await mailedLink(email);
    expect(linksTo(site, 'nobody@example.com')).toEqual([]);
  });

  test('nobody can fill the mailbox of somebody else', async () => {
    const { email } = await signUp();
    for (let time = 0; time < 5; time++) expect((await ask(email)).status).toBe(200);
    await mailedLink(email, 2);
    await vi.waitFor(() => expect(server.output().match(/too many mails/g)).toHaveLength(2));
    expect(linksTo(site, email)).toHaveLength(3);
  });

  test('an operator gives a link to a user whom no mail reaches', async () => {
    const { email } = await signUp();
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['src/admin/main.ts', 'users', 'reset-link', email.toUpperCase(), '--json'],
      {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
        env: { PATH: process.env.PATH, DATA_DIR: server.dataDir, ...env },
      },
    );
    const { link } = JSON.parse(stdout);
    expect(link).toMatch(/^https:\/\/docs\.example\.com\/console\/#reset=/);
    expect((await setPassword(resetTokenIn(new URL(link).hash))).status).toBe(200);
    expect((await signIn(email, fresh)).status).toBe(200);
  });

  test('the store and the log keep no token that sets a password', async () => {
    const { email } = await signUp();
    await ask(email);
    const token = resetTokenIn(new URL(await mailedLink(email)).hash) ?? '';
    expect(token).not.toBe('');
    const { dataDir } = server;
    const store = await openStore({ databaseUrl: env.DATABASE_URL, dataDir, clock: createClock() });
    const { rows } = await sql`select * from auth_verification`.execute(store.db);
    await store.close();
    expect(rows).not.toEqual([]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(server.output()).not.toContain(token);
  });
});

test('a mail server that is away costs the visitor nothing but the mail', async () => {
  const server = await startServer({ env: { ...site.env, MAIL_URL: 'smtp://127.0.0.1:9' } });
  const visitor = newVisitor(server.origin);
  const email = 'alan@example.com';
  await visitor.post('/api/auth/sign-up/email', { name: 'Alan', email, password: old });
  expect((await visitor.post('/api/auth/request-password-reset', { email })).status).toBe(200);
  await vi.waitFor(() => expect(server.output()).toContain('could not be sent'));
  await server.stop();
});

test('a site without mail says so, and offers no link', async () => {
  const server = await startServer();
  const visitor = newVisitor(server.origin);
  const { body } = await visitor.get<Capabilities>('/api/capabilities');
  expect(body.features.passwordMail).toBe(false);
  const email = 'alan@example.com';
  expect((await visitor.post('/api/auth/request-password-reset', { email })).status).toBe(404);
  await server.stop();
});
