/** The log as it is shown: the first page, older ones, and what arrives live. */
import { useEffect, useReducer, useRef } from 'react';
import type { RequestLogPage, RequestLogRow } from '../../domain/request-log.ts';
import type { Failure } from '../gateway/failure.ts';
import { followLog, type LiveState } from './follow-log.ts';
import type { LogFilters } from './log-filters.ts';
import { mergeRows } from './log-rows.ts';
import { type LogSource, readPage } from './log-source.ts';

export type LogState = {
  /** `empty`: nothing has been read yet. */
  phase: 'empty' | 'loading' | 'ready' | 'older' | 'failed';
  rows: RequestLogRow[];
  /** Of the next older page. */
  cursor: string | null;
  failure: Failure | null;
  live: LiveState;
};

type Action =
  | { did: 'ask'; phase: 'loading' | 'older' }
  | { did: 'page'; page: RequestLogPage; first: boolean }
  | { did: 'fail'; failure: Failure }
  | { did: 'rows'; rows: RequestLogRow[] }
  | { did: 'live'; live: LiveState };

const start: LogState = {
  phase: 'empty',
  rows: [],
  cursor: null,
  failure: null,
  live: 'connecting',
};

const next = (state: LogState, action: Action): LogState => {
  switch (action.did) {
    case 'ask':
      return { ...state, phase: action.phase, failure: null };
    case 'page':
      return {
        ...state,
        phase: 'ready',
        failure: null,
        cursor: action.page.next_cursor,
        rows: mergeRows(action.first ? [] : state.rows, action.page.data, false),
      };
    case 'fail':
      return { ...state, phase: 'failed', failure: action.failure };
    case 'rows':
      return state.phase === 'loading' || state.phase === 'failed'
        ? state
        : { ...state, rows: mergeRows(state.rows, action.rows, state.cursor !== null) };
    case 'live':
      return { ...state, live: action.live };
  }
};

export type LogView = { state: LogState; reload(): void; older(): void };

/** `filters` null: the address has not been read yet. `follow`: whether new rows come in by themselves. */
export const useLog = (source: LogSource, filters: LogFilters | null, follow: boolean): LogView => {
  const [state, dispatch] = useReducer(next, start);
  const asking = useRef<AbortController>(undefined);
  const latest = useRef(state);
  latest.current = state;
  // A source and its filters are plain values; by their text it shows whether they changed.
  const view = filters && JSON.stringify([source, filters]);

  const ask = async (cursor: string | null) => {
    if (!filters) return;
    asking.current?.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    dispatch({ did: 'ask', phase: cursor ? 'older' : 'loading' });
    const answer = await readPage(source, filters, { cursor, signal });
    if (signal.aborted) return;
    if (answer.ok) dispatch({ did: 'page', page: answer.value, first: cursor === null });
    else if (answer.failure) dispatch({ did: 'fail', failure: answer.failure });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` stands for source and filters.
  useEffect(() => {
    void ask(null);
    return () => asking.current?.abort();
  }, [view]);

  const failed = state.phase === 'failed';
  // biome-ignore lint/correctness/useExhaustiveDependencies: `view` stands for source and filters.
  useEffect(() => {
    if (!filters || !follow || failed) return;
    return followLog(source, filters, {
      rows: (rows) => dispatch({ did: 'rows', rows }),
      state: (live) => dispatch({ did: 'live', live }),
      running: () =>
        latest.current.rows.filter((row) => row.state === 'running').map(({ id }) => id),
    });
  }, [view, follow, failed]);

  return { state, reload: () => void ask(null), older: () => void ask(state.cursor) };
};
