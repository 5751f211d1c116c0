import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { startServer } from '../server-under-test.ts';

let postgres: PostgresUnderTest;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('a role that may not create tables is told the grant to give, in one line', async () => {
  const url = new URL(await postgres.newDatabase());
  const owner = new pg.Client(url.href);
  await owner.connect();
  // As it is by itself since version 15.
  await owner.query('revoke create on schema public from public');
  await owner.query('create role guest login');
  url.username = 'guest';
  const start = () => startServer({ env: { DATABASE_URL: url.href } });
  await expect(start()).rejects.toThrow(
    /^The server did not start:\n[^\n]*GRANT USAGE, CREATE ON SCHEMA public TO[^\n]*\n*$/,
  );
  await owner.query('grant usage, create on schema public to guest');
  await owner.end();
  const server = await start();
  expect(await server.stop()).toBe(0);
});
