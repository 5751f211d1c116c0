/** Which requests are shown. It lives in the URL's query, so that a view can be linked; the key never does. */
import { type Outcome, outcomeNames } from '../../domain/outcome.ts';
import type { RequestLogRow } from '../../domain/request-log.ts';

export type LogFilters = {
  model: string;
  outcome: Outcome | '';
  /** A status such as 429, or a class such as 4xx. */
  status: string;
  /** ISO 8601 in UTC; from this moment on, and before that one. */
  since: string;
  until: string;
  /** Id of a key of the account. */
  keyId: string;
};

export const noFilters: LogFilters = {
  model: '',
  outcome: '',
  status: '',
  since: '',
  until: '',
  keyId: '',
};

const isStatus = (value: string): boolean => /^[1-5](xx|\d\d)$/.test(value);

/** Anything that is no filter is left out, so a mistyped address shows all requests. */
export const readFilters = (query: string): LogFilters => {
  const values = new URLSearchParams(query);
  const status = values.get('status') ?? '';
  return {
    model: (values.get('model') ?? '').slice(0, 200),
    outcome: outcomeNames.find((name) => name === values.get('outcome')) ?? '',
    status: isStatus(status) ? status : '',
    since: moment(values.get('since')),
    until: moment(values.get('until')),
    keyId: (values.get('key_id') ?? '').slice(0, 64),
  };
};

/** Writes the filters over `query`, whose other values stay. Answers it without `?`. */
export const writeFilters = (filters: LogFilters, query: string): string => {
  const values = new URLSearchParams(query);
  const { keyId, ...rest } = filters;
  for (const [name, value] of Object.entries({ ...rest, key_id: keyId }))
    if (value) values.set(name, value);
    else values.delete(name);
  return values.toString();
};

export const anyFilter = (filters: LogFilters): boolean => Object.values(filters).some(Boolean);

/** Whether a row that arrives live belongs in the view. */
export const fits = (row: RequestLogRow, filters: LogFilters): boolean => {
  const { model, outcome, status, since, until, keyId } = filters;
  const at = Date.parse(row.startedAt);
  return (
    (!model || row.model === model) &&
    (!outcome || row.outcome === outcome) &&
    (!status || hasStatus(row.status, status)) &&
    (!since || at >= Date.parse(since)) &&
    (!until || at < Date.parse(until)) &&
    (!keyId || row.keyId === keyId)
  );
};

const hasStatus = (status: number | null, wanted: string): boolean =>
  String(status ?? '').startsWith(wanted.replace('xx', ''));

const moment = (value: string | null): string => {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
};
