/** Reads the request log: one row, or pages of it, newest first. */
import type { Selectable } from 'kysely';
import type { Charge } from '../domain/charge.ts';
import type { Price } from '../domain/rates.ts';
import type { RequestLogPage, RequestLogRow } from '../domain/request-log.ts';
import type { RequestFilter } from './requests.ts';
import type { RequestsTable } from './schema.ts';
import type { Store } from './store.ts';

export const findRequest = async (
  s: Store,
  accountId: string,
  id: string,
): Promise<RequestLogRow | undefined> => {
  const row = await labelled(s)
    .where('requests.id', '=', id)
    .where('requests.account_id', '=', accountId)
    .executeTakeFirst();
  return row && logRow(row);
};

/** Whosever it is: for the operator, who has the request's id alone. */
export const findAnyRequest = async (
  s: Store,
  id: string,
): Promise<{ accountId: string; request: RequestLogRow } | undefined> => {
  const row = await labelled(s).where('requests.id', '=', id).executeTakeFirst();
  return row && { accountId: row.account_id, request: logRow(row) };
};

/** A cursor that is not one of ours answers an empty page. */
export const listRequests = async (s: Store, filter: RequestFilter): Promise<RequestLogPage> => {
  const { keyId, model, outcome, status, since, until, cursor, limit } = filter;
  let query = labelled(s)
    .where('requests.account_id', '=', filter.accountId)
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
  if (cursor !== undefined) query = query.where('requests.id', '<', idAt(cursor));
  const rows = await query.execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    object: 'list',
    data: page.map(logRow),
    has_more: more,
    next_cursor: more ? cursorAfter(last.id) : null,
  };
};

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

const logRow = (row: LabelledRow): RequestLogRow => {
  const price: Price = JSON.parse(row.price);
  return {
    id: row.id,
    object: 'request',
    state: row.state,
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
    firstTokenAt: row.first_token_at === null ? null : isoTime(row.first_token_at),
    endedAt: row.ended_at === null ? null : isoTime(row.ended_at),
    usage: usageOf(row),
    usageSource: row.usage_source,
    price,
    reserved: row.reserved,
    charge: row.charge === null ? nothingYet(price) : JSON.parse(row.charge),
  };
};

const nothingYet = ({ multiplier }: Price): Charge => ({ nanodollars: 0, multiplier, lines: [] });

const isoTime = (at: number): string => new Date(at).toISOString();

export const usageOf = (row: Selectable<RequestsTable>) => ({
  input: row.input,
  output: row.output,
  cacheRead: row.cache_read,
  cacheWrite5m: row.cache_write_5m,
  cacheWrite1h: row.cache_write_1h,
});
