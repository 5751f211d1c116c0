/**
 * The gateway's own errors: one list that the gateway answers from and the docs print.
 * An upstream's error is passed through as received and is not listed here.
 */
import type { ProtocolFamily } from './protocol.ts';

export type GatewayErrorCase =
  | 'missing_key'
  | 'invalid_key'
  | 'insufficient_balance'
  | 'model_not_found'
  | 'wrong_protocol'
  | 'not_found'
  | 'method_not_allowed'
  | 'invalid_body'
  | 'key_in_url'
  | 'too_large'
  | 'rate_limited'
  | 'upstream_unreachable'
  | 'upstream_timeout'
  | 'unavailable';

export type GatewayErrorFacts = {
  status: number;
  openai: { type: string; code: string };
  anthropic: { type: string };
  /** What happened, in words; the gateway may add a detail. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** Docs page that explains it. */
  docs: string;
};

const facts = (
  status: number,
  openaiType: string,
  openaiCode: string,
  anthropicType: string,
  message: string,
  fix: string,
  docs: string,
): GatewayErrorFacts => ({
  status,
  openai: { type: openaiType, code: openaiCode },
  anthropic: { type: anthropicType },
  message,
  fix,
  docs,
});

export const gatewayErrors: Record<GatewayErrorCase, GatewayErrorFacts> = {
  missing_key: facts(
    401,
    'invalid_request_error',
    'missing_api_key',
    'authentication_error',
    'The request carries no API key.',
    'Send it as "Authorization: Bearer sk-..." or "x-api-key: sk-...".',
    '/keys/#send-the-key',
  ),
  invalid_key: facts(
    401,
    'invalid_request_error',
    'invalid_api_key',
    'authentication_error',
    'This API key is not accepted.',
    'Check it for typos, and in the console whether it was disabled or reset.',
    '/troubleshooting/#401',
  ),
  insufficient_balance: facts(
    402,
    'insufficient_quota',
    'insufficient_quota',
    'billing_error',
    'The balance does not cover what this request can cost.',
    'Lower max_tokens, wait for requests that are running, or get more credit.',
    '/troubleshooting/#402',
  ),
  model_not_found: facts(
    404,
    'invalid_request_error',
    'model_not_found',
    'not_found_error',
    "The model does not exist, or the key's group has no access to it.",
    'Take an id from GET /v1/models, called with the same key.',
    '/troubleshooting/#404',
  ),
  wrong_protocol: facts(
    404,
    'invalid_request_error',
    'model_not_found',
    'not_found_error',
    'The model is not served over this protocol.',
    'Call it at the endpoint that the message names.',
    '/protocols/',
  ),
  not_found: facts(
    404,
    'invalid_request_error',
    'not_found',
    'not_found_error',
    'There is nothing at this path.',
    'Check the base URL: OpenAI clients take it with /v1, Anthropic clients without. If it is right, the gateway does not have this endpoint, as with files and batches.',
    '/troubleshooting/#404',
  ),
  method_not_allowed: facts(
    405,
    'invalid_request_error',
    'method_not_allowed',
    'invalid_request_error',
    'This endpoint does not take that method.',
    'See the API reference for the method of each endpoint.',
    '/reference/',
  ),
  invalid_body: facts(
    400,
    'invalid_request_error',
    'invalid_body',
    'invalid_request_error',
    'The request body is not valid.',
    'Correct the field that the message names.',
    '/troubleshooting/#400',
  ),
  key_in_url: facts(
    400,
    'invalid_request_error',
    'key_in_url',
    'invalid_request_error',
    'The URL carries an API key. URLs end up in logs and histories.',
    'Send the key in a header, and reset it if the URL was shared.',
    '/keys/#send-the-key',
  ),
  too_large: facts(
    413,
    'invalid_request_error',
    'request_too_large',
    'request_too_large',
    'The request body is larger than the gateway takes.',
    'Send less: shorten the history, or link to files instead of embedding them.',
    '/troubleshooting/#413',
  ),
  rate_limited: facts(
    429,
    'rate_limit_exceeded',
    'rate_limit_exceeded',
    'rate_limit_error',
    'Too many requests in this minute.',
    'Wait as long as the retry-after header says, then send it again.',
    '/troubleshooting/#429',
  ),
  upstream_unreachable: facts(
    502,
    'upstream_error',
    'upstream_unreachable',
    'api_error',
    'The upstream could not be reached. Nothing was charged.',
    'Send it again in a moment; the status page shows known outages.',
    '/troubleshooting/#502',
  ),
  upstream_timeout: facts(
    504,
    'upstream_error',
    'upstream_timeout',
    'api_error',
    'The upstream did not answer in time. Nothing was charged.',
    'Send it again, or stream the answer so that the first token arrives sooner.',
    '/troubleshooting/#504',
  ),
  unavailable: facts(
    503,
    'service_unavailable',
    'service_unavailable',
    'overloaded_error',
    'The gateway cannot take requests right now. Nothing was charged.',
    'Send it again in a few seconds.',
    '/troubleshooting/#503',
  ),
};

export type ErrorDetail = {
  /** Replaces the default message; never an echo of the input, never a secret. */
  message?: string;
  /** OpenAI's `param`: the field that is wrong. */
  param?: string;
};

/** The error body in the envelope of the protocol that was called. */
export const errorBody = (
  kind: GatewayErrorCase,
  family: ProtocolFamily,
  context: { requestId: string; docsOrigin: string },
  detail: ErrorDetail = {},
): object => {
  const { openai, anthropic, message, fix, docs } = gatewayErrors[kind];
  const text = `${detail.message ?? message} ${fix} ${context.docsOrigin}${docs}`;
  return family === 'anthropic'
    ? {
        type: 'error',
        error: { type: anthropic.type, message: text },
        request_id: context.requestId,
      }
    : {
        error: { message: text, type: openai.type, param: detail.param ?? null, code: openai.code },
      };
};
