/** Reads the request log: one row, or pages of it, newest first. */
import type { Selectable } from 'kysely';
import { noCharge } from '../domain/charge.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import type { RequestLogPage, RequestLogRow } from '../domain/request-log.ts';
import { usageOf } from './request-values.ts';
import type { RequestFilter } from './requests.ts';
import { findRunning, type RunningRequest, runningOfAccount } from './running-requests.ts';
import type { RequestsTable } from './schema.ts';
import type { Store } from './store.ts';

export const findRequest = async (
  s: Store,
  accountId: string,
  id: string,
): Promise<RequestLogRow | undefined> => {
  const found = await findAnyRequest(s, id);
  return found?.accountId === accountId ? found.request : undefined;
};

/** Whosever it is: for the operator, who has the request's id alone. */
export const findAnyRequest = async (
  s: Store,
  id: string,
): Promise<{ accountId: string; request: RequestLogRow } | undefined> => {
  // In this order, as one that ends meanwhile moves from the first to the second.
  const running = await findRunning(s, id);
  if (running) return { accountId: running.started.accountId, request: runningRow(running) };
  const row = await labelled(s).where('requests.id', '=', id).executeTakeFirst();
  return row && { accountId: row.account_id, request: settledRow(row) };
};

/** A cursor that is not one of ours answers an empty page. */
export const listRequests = async (s: Store, filter: RequestFilter): Promise<RequestLogPage> => {
  const { limit } = filter;
  const before = filter.cursor === undefined ? undefined : idAt(filter.cursor);
  const running = await runningOfAccount(s, filter.accountId);
  const settled = await settledRows(s, filter, before);
  const ended = new Set(settled.map(({ id }) => id));
  const rows = running
    .map(runningRow)
    .filter((row) => !ended.has(row.id) && (before === undefined || row.id < before))
    .filter((row) => matches(row, filter))
    .concat(settled)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    object: 'list',
    data: page,
    has_more: more,
    next_cursor: more ? cursorAfter(last.id) : null,
  };
};

/** One row more than fits on the page. */
const settledRows = async (
  s: Store,
  { accountId, keyId, model, outcome, status, since, until, limit }: RequestFilter,
  before: string | undefined,
): Promise<RequestLogRow[]> => {
  let query = labelled(s)
    .where('requests.account_id', '=', accountId)
    .orderBy('requests.id', 'desc')
    .limit(limit + 1);
  if (keyId !== undefined) query = query.where('requests.key_id', '=', keyId);
  if (model !== undefined) query = query.where('requests.model', '=', model);
  if (outcome !== undefined) query = query.where('requests.outcome', '=', outcome);
  if (status !== undefined && status >= 10) query = query.where('requests.status', '=', status);
  if (status !== undefined && status < 10)
    query = query
      .where('requests.status', '>=', status * 100)
      .where('requests.status', '<', (status + 1) * 100);
  if (since !== undefined) query = query.where('requests.started_at', '>=', since);
  if (until !== undefined) query = query.where('requests.started_at', '<', until);
  if (before !== undefined) query = query.where('requests.id', '<', before);
  return (await query.execute()).map(settledRow);
};

/** What the query asks of settled requests, asked of one that runs: it has no outcome yet. */
const matches = (
  row: RequestLogRow,
  { keyId, model, outcome, status, since, until }: RequestFilter,
): boolean => {
  const startedAt = Date.parse(row.startedAt);
  return (
    outcome === undefined &&
    (keyId === undefined || row.keyId === keyId) &&
    (model === undefined || row.model === model) &&
    (status === undefined || row.status === status || hundreds(row.status) === status) &&
    (since === undefined || startedAt >= since) &&
    (until === undefined || startedAt < until)
  );
};

const hundreds = (status: number | null): number | null =>
  status === null ? null : Math.floor(status / 100);

const cursorAfter = (id: string): string => Buffer.from(id).toString('base64url');

/** The empty text comes before every id. */
const idAt = (cursor: string): string => {
  const id = Buffer.from(cursor, 'base64url').toString();
  return /^[\w-]+$/.test(id) ? id : '';
};

const labelled = (s: Store) =>
  s.db
    .selectFrom('requests')
    .innerJoin('keys', 'keys.id', 'requests.key_id')
    .selectAll('requests')
    .select('keys.label as key_label');

type LabelledRow = Selectable<RequestsTable> & { key_label: string };

const settledRow = (row: LabelledRow): RequestLogRow => ({
  id: row.id,
  object: 'request',
  state: 'settled',
  keyId: row.key_id,
  keyLabel: row.key_label,
  group: row.group_id,
  model: row.model,
  protocol: row.protocol,
  endpoint: row.endpoint,
  stream: row.stream === 1,
  client: row.client,
  upstream: row.upstream,
  status: row.status,
  errorCode: row.error_code,
  outcome: row.outcome,
  startedAt: isoTime(row.started_at),
  firstTokenAt: maybeTime(row.first_token_at),
  endedAt: isoTime(row.ended_at),
  usage: usageOf(row),
  usageSource: row.usage_source,
  price: JSON.parse(row.price) as Price,
  reserved: row.reserved,
  charge: JSON.parse(row.charge),
});

const runningRow = ({ keyLabel, started, checkpoint }: RunningRequest): RequestLogRow => ({
  id: started.id,
  object: 'request',
  state: 'running',
  keyId: started.keyId,
  keyLabel,
  group: started.groupId,
  model: started.model,
  protocol: started.protocol,
  endpoint: started.endpoint,
  stream: started.stream,
  client: started.client,
  upstream: checkpoint.upstream,
  status: checkpoint.status,
  errorCode: null,
  outcome: null,
  startedAt: isoTime(started.startedAt),
  firstTokenAt: maybeTime(checkpoint.firstTokenAt),
  endedAt: null,
  usage: checkpoint.usage,
  usageSource: checkpoint.usageSource,
  price: started.price,
  reserved: started.reserved,
  charge: noCharge(started.price),
});

const isoTime = (at: EpochMs): string => new Date(at).toISOString();

const maybeTime = (at: EpochMs | null): string | null => (at === null ? null : isoTime(at));
