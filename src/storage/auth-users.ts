/** Users as better-auth keeps them. Its tables are its own; only what no route of it offers is done here. */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { resetLinkSeconds } from '../domain/reset-link.ts';
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

/** Until the server has run once there are no users, and no table of them. */
const hasUsers = async ({ db }: Store): Promise<boolean> =>
  (await db.introspection.getTables()).some(({ name }) => name === 'auth_user');

const findUser = async (store: Store, email: string): Promise<string | undefined> => {
  if (!(await hasUsers(store))) return undefined;
  const { rows } = await sql<{ id: string }>`
    select id from auth_user where lower(email) = ${email.toLowerCase()}`.execute(store.db);
  return rows[0]?.id;
};
