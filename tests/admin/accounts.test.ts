import { afterAll, beforeAll, expect, test } from 'vitest';
import { newVisitor } from '../api/visitor.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';
import { startServer } from '../server-under-test.ts';
import { admin, json } from './command.ts';

let postgres: PostgresUnderTest;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test.each(['sqlite', 'postgres'] as const)(
  'on %s, an account is shown with the address of who signed up, and a visitor with none',
  async (engine) => {
    const database =
      engine === 'postgres' ? { DATABASE_URL: await postgres.newDatabase() } : undefined;
    const server = await startServer({ env: { ...database } });
    const [visitor, user] = [newVisitor(server.origin), newVisitor(server.origin)];
    await visitor.sandbox();
    const ada = { name: 'Ada', email: 'ada@example.com', password: 'a password of the tests' };
    await user.post('/api/auth/sign-up/email', ada);
    await user.sandbox();
    const environment = { DATA_DIR: server.dataDir, ...database };
    const listed: { id: string; email: string | null }[] = await json(
      environment,
      'accounts',
      'list',
    );
    expect(listed.map(({ email }) => email)).toEqual([null, ada.email]);
    const [anonymous, signedUp] = await Promise.all(
      listed.map(({ id }) => admin(environment, 'accounts', 'show', id)),
    );
    expect(anonymous?.out).toMatch(/^E-mail +-$/m);
    expect(signedUp?.out).toMatch(/^E-mail +ada@example\.com$/m);
    await server.stop();
  },
);
