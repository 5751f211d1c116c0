/** Where rows of the request log come from: the gateway with a key, or the console with the session's account. */
import type { ExportFormat } from '../../domain/log-export.ts';
import type { Explanation } from '../../domain/playground-api.ts';
import type { RequestLogPage, RequestLogRow } from '../../domain/request-log.ts';
import { type Answer, call } from '../gateway/call.ts';
import type { LogFilters } from './log-filters.ts';

export type LogSource =
  | { kind: 'key'; secret: string }
  /** Account id; the session's cookie lets in. */
  | { kind: 'account'; account: string };

export type PageOptions = { cursor?: string | null; limit?: number; signal?: AbortSignal };

/** Rows of a page when nothing else is said. */
const pageSize = 25;

/** A page of what fits the filters, newest first. */
export const readPage = (
  source: LogSource,
  filters: LogFilters,
  { cursor, limit = pageSize, signal }: PageOptions = {},
): Promise<Answer<RequestLogPage>> => {
  const query = queryOf(source, filters);
  query.set('limit', String(limit));
  if (cursor) query.set('cursor', cursor);
  return call(`${places[source.kind]}?${query}`, { key: secretOf(source), signal });
};

export const readRow = (
  source: LogSource,
  id: string,
  signal?: AbortSignal,
): Promise<Answer<RequestLogRow>> => {
  const query =
    source.kind === 'account' ? `?${new URLSearchParams({ account: source.account })}` : '';
  const path = `${places[source.kind]}/${encodeURIComponent(id)}${query}`;
  return call(path, { key: secretOf(source), signal });
};

/** Why a request cost what it did. */
export const readExplanation = (
  source: LogSource,
  id: string,
  signal?: AbortSignal,
): Promise<Answer<Explanation>> =>
  call(`/api/requests/${encodeURIComponent(id)}/explanation`, { key: secretOf(source), signal });

/** Where the server writes the whole file. */
export const exportPath = (
  source: LogSource,
  filters: LogFilters,
  format: ExportFormat,
): string => {
  const query = queryOf(source, filters);
  query.set('format', format);
  return `/api/console/requests/export?${query}`;
};

/** Where the server sends rows as they start and settle. */
export const livePath = (account: string): string =>
  `/api/console/requests/live?${new URLSearchParams({ account })}`;

const places: Record<LogSource['kind'], string> = {
  key: '/v1/requests',
  account: '/api/console/requests',
};

const secretOf = (source: LogSource): string | undefined =>
  source.kind === 'key' ? source.secret : undefined;

/** The gateway's log is that of one key, so that filter is the console's alone. */
const queryOf = (source: LogSource, filters: LogFilters): URLSearchParams => {
  const { keyId, ...rest } = filters;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(rest)) if (value) query.set(name, value);
  if (source.kind === 'account') {
    query.set('account', source.account);
    if (keyId) query.set('key', keyId);
  }
  return query;
};
