/** The client's side of a forwarded request: the head goes out with the first byte, or with the end. */

import type { Clock } from '../domain/clock.ts';
import type { Protocol } from '../domain/protocol.ts';
import { errorEvent } from '../domain/protocols/request.ts';
import type { LimitState } from '../storage/requests.ts';
import { type AnswerHeaders, answerError, idHeaders } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { GatewayError } from './gateway-error.ts';
import { limitHeaders } from './limits.ts';

export class ClientAnswer {
  readonly #exchange: Exchange;
  readonly #limit: LimitState;
  readonly #clock: Clock;
  #status = 0;
  #headers: AnswerHeaders = {};

  constructor(exchange: Exchange, limit: LimitState, clock: Clock) {
    this.#exchange = exchange;
    this.#limit = limit;
    this.#clock = clock;
  }

  get begun(): boolean {
    return this.#exchange.response.headersSent;
  }

  /** What the first byte will be sent with. */
  prepare(status: number, headers: AnswerHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  /** Answers false when the client should be waited for. */
  write(bytes: Buffer): boolean {
    if (!this.begun) this.#writeHead();
    return this.#exchange.response.write(bytes);
  }

  /** The last bytes of the answer; an answer that had not begun gets its length. */
  end(bytes: Buffer): void {
    if (!this.begun) this.#writeHead(bytes.length);
    this.#exchange.response.end(bytes);
  }

  /** An error inside a stream that has begun. `midEvent`: an event was broken off. */
  endWithError(protocol: Protocol, message: string, midEvent: boolean): void {
    const { response } = this.#exchange;
    if (midEvent) response.write('\n\n');
    response.end(errorEvent(protocol, message));
  }

  /** The answer can't be finished and is no stream: the client must see that it is cut. */
  cutOff(): void {
    this.#exchange.response.destroy();
  }

  /** Instead of an answer that has not begun. */
  refuse(error: GatewayError): void {
    answerError(this.#exchange, error, limitHeaders(this.#limit, this.#clock.now()));
  }

  #writeHead(length?: number): void {
    const headers: AnswerHeaders = {
      ...this.#headers,
      'x-content-type-options': 'nosniff',
      ...idHeaders(this.#exchange),
      ...limitHeaders(this.#limit, this.#clock.now()),
    };
    if (length !== undefined) headers['content-length'] = length;
    this.#exchange.response.writeHead(this.#status, headers);
  }
}
