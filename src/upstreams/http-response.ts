/** Takes an upstream's response from undici and hands it to a sink: limits, backpressure, failures. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { failureOf } from './http-failure.ts';
import { joined } from './joined.ts';
import { type UpstreamCall, UpstreamError, type UpstreamSink } from './upstream.ts';

export class HttpResponse implements Dispatcher.DispatchHandler, UpstreamCall {
  readonly #sink: UpstreamSink;
  readonly #limit: number;
  #controller: Dispatcher.DispatchController | undefined;
  #hasHead = false;
  #over = false;
  #received = 0;
  /** Pieces of the body that came in together. */
  #pieces: Buffer[] = [];
  /** All of the body has come in. */
  #complete = false;
  /** The sink takes nothing until it resumes. */
  #waiting = false;

  /** `limit` is the most bytes that the body may have. */
  constructor(sink: UpstreamSink, limit: number) {
    this.#sink = sink;
    this.#limit = limit;
  }

  abort(): void {
    if (this.#over) return;
    this.#over = true;
    this.#destroy();
  }

  resume(): void {
    if (this.#over) return;
    this.#waiting = false;
    this.#handOn();
    if (!this.#waiting && this.#controller?.paused) this.#controller.resume();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#over) this.#destroy();
  }

  onResponseStart(
    _: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (this.#over || status < 200) return;
    const refused = refusal(status, headers, this.#limit);
    if (refused) {
      this.#fail(refused);
      return;
    }
    this.#hasHead = true;
    this.#sink.head(status, headers);
  }

  onResponseData(_: Dispatcher.DispatchController, bytes: Buffer): void {
    if (this.#over) return;
    this.#received += bytes.length;
    if (this.#received > this.#limit) {
      this.#fail(tooLarge(this.#limit));
      return;
    }
    this.#pieces.push(bytes);
    if (this.#pieces.length === 1) queueMicrotask(() => this.#handOn());
  }

  onResponseEnd(): void {
    this.#complete = true;
    this.#handOn();
  }

  /** One read from the connection brings many pieces of a quick stream; they travel as one. */
  #handOn(): void {
    if (this.#over || this.#waiting) return;
    if (this.#pieces.length > 0) {
      const bytes = joined(this.#pieces);
      this.#pieces = [];
      this.#waiting = !this.#sink.chunk(bytes);
      if (this.#over) return;
    }
    if (this.#waiting) {
      this.#controller?.pause();
    } else if (this.#complete) {
      this.#over = true;
      this.#sink.end();
    }
  }

  /** Undici also calls this within dispatch, before the caller has anything to abort. */
  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    queueMicrotask(() => this.#fail(failureOf(error, this.#hasHead)));
  }

  #fail(error: UpstreamError): void {
    this.#waiting = false;
    this.#handOn();
    if (this.#over) return;
    this.#over = true;
    this.#sink.fail(error);
    this.#destroy();
  }

  /** Ends the connection: what is left on it is of no use to another request. */
  #destroy(): void {
    this.#controller?.abort(aborted);
  }
}

const aborted = new Error('The call was ended from this side.');

/** Why an answer is not taken, from its head. */
const refusal = (
  status: number,
  headers: IncomingHttpHeaders,
  limit: number,
): UpstreamError | undefined => {
  if (status < 400 && status >= 300)
    return new UpstreamError(
      'unreachable',
      `The upstream answered with a redirect (${status}). Redirects are not followed; set its base URL to the final address.`,
    );
  return Number(headers['content-length']) > limit ? tooLarge(limit) : undefined;
};

const tooLarge = (limit: number): UpstreamError =>
  new UpstreamError('too_large', `The upstream's answer is larger than ${limit} bytes.`);
