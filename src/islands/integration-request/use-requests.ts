/** The public list of requests, kept up to date with the visitor's own requests and votes. */
import { useEffect, useState } from 'react';
import type { IntegrationRequest } from '../../domain/intake.ts';
import { call } from '../gateway/call.ts';
import type { Loading } from '../gateway/loading.ts';

export type Requests = {
  list: Loading<IntegrationRequest[]>;
  /** Puts a request with its new vote into the list. */
  put(request: IntegrationRequest): void;
  reload(): void;
};

type Page = { data: IntegrationRequest[] };

export const useRequests = (): Requests => {
  const [list, setList] = useState<Requests['list']>({ state: 'loading' });

  useEffect(() => void readInto(setList), []);

  return {
    list,
    reload: () => {
      setList({ state: 'loading' });
      void readInto(setList);
    },
    put: (request) =>
      setList((before) => {
        if (before.state !== 'ready') return before;
        const others = before.value.filter(({ id }) => id !== request.id);
        const at = before.value.findIndex(({ id }) => id === request.id);
        // A row that was voted for stays where it is; a new one comes first.
        return { state: 'ready', value: others.toSpliced(Math.max(at, 0), 0, request) };
      }),
  };
};

const readInto = async (setList: (list: Requests['list']) => void): Promise<void> => {
  const answer = await call<Page>('/api/integration-requests');
  if (answer.ok) setList({ state: 'ready', value: answer.value.data });
  else if (answer.failure) setList({ state: 'failed', failure: answer.failure });
};

/** Requests whose name is like what is typed, the closest first; asked a moment after the last key. */
export const useLikeNames = (name: string): IntegrationRequest[] => {
  const [found, setFound] = useState<IntegrationRequest[]>([]);
  const wanted = name.trim();

  useEffect(() => {
    if (wanted.length < 2) return setFound([]);
    const asking = new AbortController();
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: wanted.slice(0, 80) });
      const answer = await call<Page>(`/api/integration-requests?${query}`, {
        signal: asking.signal,
      });
      if (answer.ok) setFound(answer.value.data);
    }, 200);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [wanted]);
  return found;
};
