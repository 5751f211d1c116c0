/** Classes the errors of a connection: was the upstream not there, too slow, or gone midway? */
import { UpstreamError, type UpstreamFailure } from './upstream.ts';

type Failure = { failure: UpstreamFailure; message: string };

/** `hasHead`: the upstream had begun to answer. Messages name the code and never an address or a header. */
export const failureOf = (error: Error, hasHead: boolean): UpstreamError => {
  const code = codeOf(error);
  const { failure, message } = byCode[code] ?? (hasHead ? brokeOff : fallback(error, code));
  return new UpstreamError(failure, code ? `${message} (${code})` : message, { cause: error });
};

const brokeOff: Failure = {
  failure: 'disconnected',
  message: 'The upstream broke off in the middle of its answer.',
};

const hungUp: Failure = {
  failure: 'disconnected',
  message: 'The upstream closed the connection before it answered.',
};

const unreachable: Failure = {
  failure: 'unreachable',
  message: 'The upstream could not be reached.',
};

const noConnection: Failure = {
  failure: 'timeout',
  message: 'The upstream took too long to accept the connection.',
};

const byCode: Record<string, Failure> = {
  UND_ERR_CONNECT_TIMEOUT: noConnection,
  ETIMEDOUT: noConnection,
  UND_ERR_HEADERS_TIMEOUT: {
    failure: 'timeout',
    message: 'The upstream took too long to begin its answer.',
  },
  UND_ERR_BODY_TIMEOUT: {
    failure: 'timeout',
    message: 'The upstream fell silent in the middle of its answer.',
  },
};

/** What a connection that was there does when it ends early. */
const hangUps = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_OVERFLOW']);

const fallback = (error: Error, code: string): Failure =>
  hangUps.has(code) || code.startsWith('HPE_') || error.name === 'HTTPParserError'
    ? hungUp
    : unreachable;

/** A connection that failed on several addresses is one error with the others inside. */
const codeOf = (error: Error): string => {
  const inner = error instanceof AggregateError ? error.errors[0] : error;
  return inner instanceof Error && 'code' in inner && typeof inner.code === 'string'
    ? inner.code
    : '';
};
