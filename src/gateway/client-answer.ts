/** The client's side of a forwarded request: the head goes out with the first byte, or with the end. */

import type { Protocol } from '../domain/protocol.ts';
import { errorEvent } from '../domain/protocols/request.ts';
import type { EpochMs } from '../domain/rates.ts';
import type { LimitState } from '../storage/requests.ts';
import { type AnswerHeaders, answerError, idHeaders } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';
import { limitHeaders } from './limits.ts';

export type ClientAnswer = {
  readonly begun: boolean;
  /** What the first byte will be sent with. */
  prepare(status: number, headers: AnswerHeaders): void;
  /** Answers false when the client should be waited for. */
  write(bytes: Buffer): boolean;
  /** The last bytes of the answer; an answer that had not begun gets its length. */
  end(bytes: Buffer): void;
  /** An error inside a stream that has begun. `midEvent`: an event was broken off. */
  endWithError(protocol: Protocol, message: string, midEvent: boolean): void;
  /** The answer can't be finished and is no stream: the client must see that it is cut. */
  cutOff(): void;
  /** Instead of an answer that has not begun. */
  refuse(error: GatewayError): void;
};

export const createClientAnswer = (
  exchange: Exchange,
  limit: LimitState,
  now: () => EpochMs,
): ClientAnswer => {
  const { response } = exchange;
  let status = 0;
  let headers: AnswerHeaders = {};
  const writeHead = (more: AnswerHeaders = {}): void => {
    response.writeHead(status, {
      ...headers,
      'x-content-type-options': 'nosniff',
      ...idHeaders(exchange),
      ...limitHeaders(limit, now()),
      ...more,
    });
  };
  return {
    get begun() {
      return response.headersSent;
    },
    prepare: (upstreamStatus, upstreamHeaders) => {
      status = upstreamStatus;
      headers = upstreamHeaders;
    },
    write: (bytes) => {
      if (!response.headersSent) writeHead();
      return response.write(bytes);
    },
    end: (bytes) => {
      if (!response.headersSent) writeHead({ 'content-length': bytes.length });
      response.end(bytes);
    },
    endWithError: (protocol, message, midEvent) => {
      if (midEvent) response.write('\n\n');
      response.end(errorEvent(protocol, message));
    },
    cutOff: () => void response.destroy(),
    refuse: (error) => answerError(exchange, error, limitHeaders(limit, now())),
  };
};
