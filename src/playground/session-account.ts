/** The account that a session acts for. */
import type { Context } from 'hono';
import type { RequestLogRow } from '../domain/request-log.ts';
import type { AccountRecord } from '../storage/accounts.ts';
import { findRequest } from '../storage/requests.ts';
import { accountsOfUser } from '../storage/user-accounts.ts';
import type { PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import type { SessionUser } from './sessions.ts';

/** The user of the session; throws a Problem (401) without one. */
export const signedIn = async (
  { sessions }: PlaygroundParts,
  context: Context,
): Promise<SessionUser> => {
  const user = await sessions.userOf(context.req.raw.headers);
  if (user) return user;
  throw new Problem(
    'unauthorized',
    'This needs a key or a session.',
    'Send a key as "Authorization: Bearer sk-...", or start with a sandbox account.',
    { docs: '/console/' },
  );
};

/**
 * The user's account: the one that `id` names, else the standard account, else the newest sandbox
 * account. An account of someone else answers as one that does not exist.
 */
export const accountOf = async (
  { store }: PlaygroundParts,
  user: SessionUser,
  id?: string,
): Promise<AccountRecord> => {
  const accounts = await accountsOfUser(store, user.id);
  const account = id === undefined ? accounts[0] : accounts.find((each) => each.id === id);
  if (account) return account;
  throw new Problem(
    'not_found',
    id === undefined ? 'This session has no account yet.' : 'There is no such account.',
    'Start with a sandbox account.',
    { docs: '/console/' },
  );
};

/** A request of any of the user's accounts. */
export const requestOfUser = async (
  { store }: PlaygroundParts,
  user: SessionUser,
  id: string,
): Promise<RequestLogRow> => {
  for (const account of await accountsOfUser(store, user.id)) {
    const row = await findRequest(store, account.id, id);
    if (row) return row;
  }
  throw new Problem(
    'not_found',
    'There is no request with this id in your accounts.',
    'Copy the id from the header "x-request-id" of the answer, or from the request log.',
  );
};
