/** What the gateway says itself; an upstream's answer is passed on elsewhere. */
import { errorBody } from '../domain/errors.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';

export type AnswerHeaders = Record<string, string | number>;

/** The id of a request under both names that clients look for. */
export const idHeaders = (exchange: Exchange): AnswerHeaders => ({
  'x-request-id': exchange.id,
  'request-id': exchange.id,
});

export const answerJson = (
  exchange: Exchange,
  status: number,
  body: object,
  headers: AnswerHeaders = {},
): void => {
  const { response } = exchange;
  if (response.headersSent || response.destroyed) return;
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': text.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...idHeaders(exchange),
    ...headers,
  });
  response.end(text);
};

/** The error in the envelope of the protocol that was called. */
export const answerError = (
  exchange: Exchange,
  error: GatewayError,
  headers: AnswerHeaders = {},
): void =>
  answerJson(
    exchange,
    error.status,
    errorBody(
      error.errorCase,
      exchange.family,
      { requestId: exchange.id, docsOrigin: exchange.docsOrigin },
      error.detail,
    ),
    { ...headers, ...error.headers },
  );
