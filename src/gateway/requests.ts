/** `GET /v1/requests` and `GET /v1/requests/{id}`: the request log. */
import { type Outcome, outcomeNames } from '../domain/outcome.ts';
import type { Caller } from '../storage/keys.ts';
import { findRequest, listRequests } from '../storage/requests.ts';
import { answerJson } from './answer.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayParts } from './parts.ts';
import { badQuery, moment, pageSize } from './query.ts';

/** The calling key's requests, newest first. */
export const listLog = async (
  parts: GatewayParts,
  exchange: Exchange,
  { key }: Caller,
): Promise<void> => {
  const query = new URLSearchParams(exchange.search);
  const page = await listRequests(parts.store, {
    accountId: key.accountId,
    keyId: key.id,
    model: query.get('model') ?? undefined,
    outcome: outcome(query),
    status: status(query),
    since: moment(query, 'since'),
    until: moment(query, 'until'),
    cursor: cursor(query),
    limit: pageSize(query, { most: 100, usual: 20 }),
  });
  answerJson(exchange, 200, page);
};

/** One request of the calling key's account; another account's id answers as an unknown one does. */
export const findLogged = async (
  parts: GatewayParts,
  exchange: Exchange,
  { key }: Caller,
  id: string,
): Promise<void> => {
  const row = /^req_[0-9A-Z]{26}$/.test(id)
    ? await findRequest(parts.store, key.accountId, id)
    : undefined;
  if (!row)
    throw new GatewayError('not_found', { message: 'Your account has no request with this id.' });
  answerJson(exchange, 200, row);
};

const outcome = (query: URLSearchParams): Outcome | undefined => {
  const value = query.get('outcome');
  if (value === null) return undefined;
  const known = outcomeNames.find((name) => name === value);
  if (!known) throw badQuery('outcome', `outcome must be one of ${outcomeNames.join(', ')}.`);
  return known;
};

/** An exact status such as 429, or a class of them such as 4 or 4xx. */
const status = (query: URLSearchParams): number | undefined => {
  const value = query.get('status');
  if (value === null) return undefined;
  const match = /^([1-5])(\d\d|xx)?$/.exec(value);
  if (!match)
    throw badQuery('status', 'status must be a status such as 429, or a class such as 4xx.');
  return Number(value.replace('xx', ''));
};

const cursor = (query: URLSearchParams): string | undefined => {
  const value = query.get('cursor');
  if (value === null) return undefined;
  if (!/^[\w.~=-]{1,200}$/.test(value))
    throw badQuery('cursor', 'cursor must be the next_cursor of the page before.');
  return value;
};
