/** Whose session this is. */
import { atom } from 'nanostores';
import type { ConsoleAccount, ConsoleSession } from '../../domain/playground-api.ts';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { rememberAccount } from './account-storage.ts';

export type Session =
  | { state: 'loading' }
  /** There is no account yet, or not even a user. */
  | { state: 'none'; user: ConsoleSession['user'] }
  | { state: 'ready'; value: ConsoleAccount }
  | { state: 'failed'; failure: Failure };

export const $session = atom<Session>({ state: 'loading' });

/** Account that was chosen among several; the server's first one when null. */
let chosen: string | null = null;

/** Reads it again: after signing in or out, and when the balance may have changed. */
export const loadSession = async (): Promise<void> => {
  const query = chosen ? `?${new URLSearchParams({ account: chosen })}` : '';
  const answer = await call<ConsoleSession>(`/api/console/session${query}`);
  if (answer.ok) {
    rememberAccount(answer.value.account !== null);
    $session.set(sessionOf(answer.value));
  } else if (answer.failure) $session.set({ state: 'failed', failure: answer.failure });
};

export const chooseAccount = (id: string | null): Promise<void> => {
  chosen = id;
  return loadSession();
};

const sessionOf = ({ user, account, accounts }: ConsoleSession): Session =>
  user && account
    ? { state: 'ready', value: { user, account, accounts } }
    : { state: 'none', user };
