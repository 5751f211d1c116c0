/** Reads something of `/api`, and again when its path changes or a reload is asked for. */
import { useEffect, useState } from 'react';
import { call } from '../gateway/call.ts';
import type { Loading } from '../gateway/loading.ts';

export type UsedRead<T> = {
  current: Loading<T>;
  reload(): void;
  /** Shows what another call has answered already. */
  put(value: T): void;
};

/** `path` is a stable function: one of useCallback. */
export const useRead = <T>(path: () => string): UsedRead<T> => {
  const [current, setCurrent] = useState<Loading<T>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn reads again.
  useEffect(() => {
    const asking = new AbortController();
    setCurrent({ state: 'loading' });
    void call<T>(path(), { signal: asking.signal }).then((answer) => {
      if (answer.ok) setCurrent({ state: 'ready', value: answer.value });
      else if (answer.failure) setCurrent({ state: 'failed', failure: answer.failure });
    });
    return () => asking.abort();
  }, [path, turn]);

  return {
    current,
    reload: () => setTurn((before) => before + 1),
    put: (value) => setCurrent({ state: 'ready', value }),
  };
};
