/** What every tab of the console needs: the account, and calls that act on it. */
import { createContext, use } from 'react';
import type { ConsoleAccount } from '../../domain/playground-api.ts';
import { type Answer, type CallOptions, call } from '../gateway/call.ts';
import { loadSession } from './session.ts';

export type ConsoleParts = ConsoleAccount & {
  /** Calls `/api/console` + `path` for the account on the screen. A session that has ended shows the start again. */
  call<T>(path: string, options?: CallOptions): Promise<Answer<T>>;
  /** Reads user, account and balance again. */
  reload(): Promise<void>;
};

export const ConsoleContext = createContext<ConsoleParts | null>(null);

export const useConsole = (): ConsoleParts => {
  const parts = use(ConsoleContext);
  if (!parts) throw new Error('A tab of the console stands outside of it.');
  return parts;
};

export const consoleParts = (value: ConsoleAccount): ConsoleParts => ({
  ...value,
  reload: loadSession,
  call: async <T>(path: string, options?: CallOptions) => {
    const account = new URLSearchParams({ account: value.account.id });
    const join = path.includes('?') ? '&' : '?';
    const answer = await call<T>(`/api/console${path}${join}${account}`, options);
    if (!answer.ok && answer.failure?.status === 401) await loadSession();
    return answer;
  },
});
