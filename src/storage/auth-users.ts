/** Users as better-auth keeps them. Its tables are its own; only what no route of it offers is done here. */
import { sql } from 'kysely';
import type { Store } from './store.ts';

/** Marks a user's e-mail address as theirs, which makes an operator of whoever is listed as one. Answers false without such a user. */
export const confirmEmail = async ({ db, engine }: Store, email: string): Promise<boolean> => {
  // Until the server has run once there are no users, and no table of them.
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'auth_user')) return false;
  const yes = engine === 'postgres' ? sql`true` : sql`1`;
  const { rows } = await sql`
    update auth_user set "emailVerified" = ${yes}
    where lower(email) = ${email.toLowerCase()} returning id`.execute(db);
  return rows.length > 0;
};
