/** The code in the body of an upstream's error, for the request log. */
import { errorCode } from '../domain/protocols/answer-values.ts';
import { member } from '../domain/protocols/json-value.ts';
import { parseJson } from './json-text.ts';

const longest = 64 * 1024;

export const errorCodeIn = (body: Buffer): string =>
  body.length > longest
    ? 'upstream_error'
    : errorCode(member(parseJson(body.toString('utf8')), 'error'));
