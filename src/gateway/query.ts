/** Reading the query of a request. Values are checked here and never echoed. */
import { parseMoment } from '../domain/moment.ts';
import { GatewayError } from './gateway-error.ts';

export const pageSize = (
  query: URLSearchParams,
  { most, usual }: { most: number; usual: number },
): number => {
  const value = query.get('limit');
  if (value === null) return usual;
  const size = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (size < 1 || size > most)
    throw badQuery('limit', `limit must be a whole number from 1 to ${most}.`);
  return size;
};

/** A day or a moment as ISO 8601 text, or milliseconds since the epoch. */
export const moment = (query: URLSearchParams, name: string): number | undefined => {
  const value = query.get(name);
  if (value === null) return undefined;
  const time = /^\d{1,15}$/.test(value) ? Number(value) : parseMoment(value);
  if (time === undefined)
    throw badQuery(name, `${name} must be a moment such as 2026-01-31T12:00:00Z.`);
  return time;
};

export const badQuery = (param: string, message: string): GatewayError =>
  new GatewayError('invalid_body', { param, message });
