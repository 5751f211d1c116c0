/** Users as better-auth keeps them. Its tables are its own; only what no route of it offers is done here. */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { type Expression, type SqlBool, sql } from 'kysely';
import type { EpochMs } from '../domain/rates.ts';
import { resetLinkSeconds } from '../domain/reset-link.ts';
import { pagesById } from './pages.ts';
import type { Store } from './store.ts';

/** Marks a user's e-mail address as theirs, which makes an operator of whoever is listed as one. Answers false without such a user. */
export const confirmEmail = async (store: Store, email: string): Promise<boolean> => {
  const id = await findUser(store, email);
  if (id === undefined) return false;
  const yes = store.engine === 'postgres' ? sql`true` : sql`1`;
  await sql`update auth_user set "emailVerified" = ${yes} where id = ${id}`.execute(store.db);
  return true;
};

/** The token of a link that lets a user set a new password, once. Undefined without such a user. */
export const newPasswordToken = async (
  store: Store,
  email: string,
): Promise<string | undefined> => {
  const userId = await findUser(store, email);
  if (userId === undefined) return undefined;
  const token = randomBytes(24).toString('base64url');
  const identifier = hash('sha256', `reset-password:${token}`, 'base64url');
  const now = store.clock.now();
  const [createdAt, expiresAt] = [now, now + resetLinkSeconds * 1000].map((at) =>
    new Date(at).toISOString(),
  );
  await sql`
    insert into auth_verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
    values (${randomUUID()}, ${identifier}, ${userId}, ${expiresAt}, ${createdAt}, ${createdAt})
  `.execute(store.db);
  return token;
};

/** Makes every link that was to set a new password of the user good for nothing. */
export const voidPasswordTokens = async (store: Store, userId: string): Promise<void> => {
  await sql`delete from auth_verification where value = ${userId}`.execute(store.db);
};

/** E-mail addresses by user id, of all users or of one. Visitors without a sign-up have none. */
export const emailsOfUsers = async (store: Store, only?: string): Promise<Map<string, string>> => {
  if (!(await hasUsers(store))) return new Map();
  const { rows } = await sql<{ id: string; email: string }>`
    select id, email from auth_user
    where "isAnonymous" is not true ${only === undefined ? sql`` : sql`and id = ${only}`}`.execute(
    store.db,
  );
  return new Map(rows.map(({ id, email }) => [id, email]));
};

/** A condition on accounts: they belong to somebody who has not signed up, or whose user is gone. */
export const ofVisitors = async (store: Store): Promise<Expression<SqlBool>> =>
  (await hasUsers(store))
    ? sql<boolean>`user_id is not null and user_id not in (
        select id from auth_user where "isAnonymous" is not true)`
    : sql<boolean>`user_id is not null`;

/** Visitors who came before a moment and whose session has ended, so that nobody is them any more; some at a time. */
export async function* endedVisitors(
  store: Store,
  before: EpochMs,
  atOnce: number,
): AsyncGenerator<{ id: string }[]> {
  if (!(await hasUsers(store))) return;
  const [cameBefore, now] = [before, store.clock.now()].map((at) => new Date(at).toISOString());
  yield* pagesById(async (after) => {
    const { rows } = await sql<{ id: string }>`
      select id from auth_user
      where id > ${after} and "isAnonymous" is true and "createdAt" < ${cameBefore}
        and not exists (
          select 1 from auth_session where "userId" = auth_user.id and "expiresAt" > ${now})
      order by id limit ${atOnce}`.execute(store.db);
    return rows;
  });
}

/** Removes users with their sessions; answers how many. */
export const removeUsers = async (store: Store, ids: string[]): Promise<number> => {
  const { rows } = await sql`
    delete from auth_user where id in (${sql.join(ids)}) returning id`.execute(store.db);
  return rows.length;
};

/** Until the server has run once there are no users, and no table of them. */
const hasUsers = async ({ db }: Store): Promise<boolean> =>
  (await db.introspection.getTables()).some(({ name }) => name === 'auth_user');

const findUser = async (store: Store, email: string): Promise<string | undefined> => {
  if (!(await hasUsers(store))) return undefined;
  const { rows } = await sql<{ id: string }>`
    select id from auth_user where lower(email) = ${email.toLowerCase()}`.execute(store.db);
  return rows[0]?.id;
};
