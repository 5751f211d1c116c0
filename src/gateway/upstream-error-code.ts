/** The code in the body of an upstream's error. */
import { errorCode } from '../domain/protocols/answer-values.ts';
import { member, text } from '../domain/protocols/json-value.ts';
import { parseJson } from './json-text.ts';

const longest = 64 * 1024;

/** What Anthropic says, as an `invalid_request_error`, once an account's credit is used up. */
const creditUsedUp = 'Your credit balance is too low';

export const errorCodeIn = (body: Buffer): string => {
  if (body.length > longest) return 'upstream_error';
  const error = member(parseJson(body.toString('utf8')), 'error');
  return text(member(error, 'message')).startsWith(creditUsedUp)
    ? 'billing_error'
    : errorCode(error);
};
