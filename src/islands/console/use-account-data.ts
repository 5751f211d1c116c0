/** Something of the account that is read when a tab opens, and again when asked or when the reader comes back. */
import { useEffect, useRef, useState } from 'react';
import type { Loading } from '../gateway/loading.ts';
import { useConsole } from './console-account.ts';

export type AccountData<T> = {
  loading: Loading<T>;
  /** Keeps showing what is there while it reads. */
  reload(): Promise<void>;
  /** Puts in what an answer has told already. */
  set(value: T): void;
};

/** `path` null: there is nothing to read yet. */
export const useAccountData = <T>(path: string | null): AccountData<T> => {
  const { account, call } = useConsole();
  const [loading, setLoading] = useState<Loading<T>>({ state: 'loading' });
  const asking = useRef<AbortController>(undefined);

  const read = async () => {
    if (path === null) return;
    asking.current?.abort();
    asking.current = new AbortController();
    const answer = await call<T>(path, { signal: asking.current.signal });
    if (answer.ok) setLoading({ state: 'ready', value: answer.value });
    else if (answer.failure) setLoading({ state: 'failed', failure: answer.failure });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` is made anew each time; path and account decide.
  useEffect(() => {
    void read();
    const back = () => {
      if (!document.hidden) void read();
    };
    document.addEventListener('visibilitychange', back);
    return () => {
      document.removeEventListener('visibilitychange', back);
      asking.current?.abort();
    };
  }, [path, account.id]);

  return {
    loading,
    reload: read,
    set: (value) => setLoading({ state: 'ready', value }),
  };
};
