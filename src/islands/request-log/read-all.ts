/** Reads everything that fits the filters, page by page, with progress; the signal ends it. */
import type { RequestLogRow } from '../../domain/request-log.ts';
import type { Failure } from '../gateway/failure.ts';
import type { LogFilters } from './log-filters.ts';
import { type LogSource, readPage } from './log-source.ts';

export type ReadAllOptions = {
  signal: AbortSignal;
  /** Told the number of rows so far. */
  progress(rows: number): void;
};

export type AllRows =
  | { ok: true; rows: RequestLogRow[] }
  /** `failure` is null when the signal ended it. */
  | { ok: false; failure: Failure | null };

const mostRows = 100;

export const readAll = async (
  source: LogSource,
  filters: LogFilters,
  { signal, progress }: ReadAllOptions,
): Promise<AllRows> => {
  const rows: RequestLogRow[] = [];
  let cursor: string | null = null;
  do {
    const page = await readPage(source, filters, { cursor, limit: mostRows, signal });
    if (!page.ok) return page;
    rows.push(...page.value.data);
    progress(rows.length);
    cursor = page.value.next_cursor;
  } while (cursor !== null && !signal.aborted);
  return signal.aborted ? { ok: false, failure: null } : { ok: true, rows };
};
