/** Reads a key's log around a moment and reviews it, with progress; can be cancelled. */
import { useEffect, useRef, useState } from 'react';
import { type LeakReview, reviewLeak } from '../../domain/leak-review.ts';
import { logRowsOf } from '../../domain/reconcile/log-rows.ts';
import type { Failure } from '../gateway/failure.ts';
import { noFilters } from '../request-log/log-filters.ts';
import type { LogSource } from '../request-log/log-source.ts';
import { readAll } from '../request-log/read-all.ts';

export type ReviewState =
  | { state: 'idle' }
  | { state: 'reading'; rows: number }
  | { state: 'ready'; review: LeakReview }
  | { state: 'failed'; failure: Failure };

const baselineMs = 30 * 24 * 60 * 60 * 1000;

export const useReview = () => {
  const [state, setState] = useState<ReviewState>({ state: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (source: LogSource, keyId: string, since: number): Promise<void> => {
    running.current?.abort();
    running.current = new AbortController();
    const { signal } = running.current;
    setState({ state: 'reading', rows: 0 });
    const filters = { ...noFilters, keyId, since: new Date(since - baselineMs).toISOString() };
    const progress = (rows: number) => setState({ state: 'reading', rows });
    const all = await readAll(source, filters, { signal, progress });
    if (signal.aborted) return;
    if (all.ok) setState({ state: 'ready', review: reviewLeak(logRowsOf(all.rows), since) });
    else if (all.failure) setState({ state: 'failed', failure: all.failure });
  };
  const cancel = () => {
    running.current?.abort();
    setState({ state: 'idle' });
  };
  return { state, run, cancel };
};
