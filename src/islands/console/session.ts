/** Whose session this is. Null: nobody's yet, or a user who has no account yet. */
import { atom } from 'nanostores';
import type { ConsoleAccount } from '../../domain/playground-api.ts';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';

export type Session =
  | { state: 'loading' }
  /** `signedIn`: there is a user, but no account. */
  | { state: 'none'; signedIn: boolean }
  | { state: 'ready'; value: ConsoleAccount }
  | { state: 'failed'; failure: Failure };

export const $session = atom<Session>({ state: 'loading' });

/** Account that was chosen among several; the server's first one when null. */
let chosen: string | null = null;

/** Reads it again: after signing in or out, and when the balance may have changed. */
export const loadSession = async (): Promise<void> => {
  const query = chosen ? `?${new URLSearchParams({ account: chosen })}` : '';
  const answer = await call<ConsoleAccount>(`/api/console/account${query}`);
  if (answer.ok) return $session.set({ state: 'ready', value: answer.value });
  const { failure } = answer;
  if (failure === null) return;
  if (failure.status === 404 && chosen) {
    chosen = null;
    return loadSession();
  }
  if (failure.status === 401 || failure.status === 404)
    $session.set({ state: 'none', signedIn: failure.status === 404 });
  else $session.set({ state: 'failed', failure });
};

export const chooseAccount = (id: string | null): Promise<void> => {
  chosen = id;
  return loadSession();
};
