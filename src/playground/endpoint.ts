/** Parts that the descriptions of endpoints share. */
import type { z } from '@hono/zod-openapi';
import type { ErrorCode } from '../domain/api-error.ts';
import { statuses } from './problem.ts';
import { errorSchema } from './schemas.ts';

/** When an endpoint answers an error, in the words of its description. */
export const meanings = {
  invalid_request: 'Something in the request is not valid; `field` names it.',
  unauthorized: 'No key and no session, or the gateway does not accept the key.',
  forbidden: 'The request came from another site, or the account may not do this.',
  not_found: 'Nothing under this id. An id of another account answers the same.',
  conflict: 'It does not fit what is there already.',
  too_large: 'The body is too large.',
  rate_limited: 'Too many from this network; `retry-after` says when to try again.',
  redaction_failed:
    'It could not be stored as it is: it looks like a raw log, or could not be searched for secrets; or ' +
    'its idempotency key was used for another request.',
  unsupported: 'The body is not declared as JSON.',
  unavailable: 'The gateway or the store does not answer right now.',
} satisfies Partial<Record<ErrorCode, string>>;

type ErrorResponse = {
  description: string;
  content: { 'application/json': { schema: typeof errorSchema } };
};

/** Responses of an endpoint that can answer these errors; every one has the same shape. */
export const errorResponses = (
  ...codes: (keyof typeof meanings)[]
): Record<number, ErrorResponse> =>
  Object.fromEntries(
    codes.map((code) => [
      statuses[code],
      {
        description: meanings[code],
        content: { 'application/json': { schema: errorSchema } },
      },
    ]),
  );

/** Key in a header, for endpoints that take one. */
type Security = Record<string, string[]>[];
export const keySecurity: Security = [{ bearer: [] }, { xApiKey: [] }];
export const sessionSecurity: Security = [{ session: [] }];

/** A body of JSON, which an endpoint can't do without. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  required: true,
  content: { 'application/json': { schema } },
});
