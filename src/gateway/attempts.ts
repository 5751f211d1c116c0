/** Calls a request's upstreams one after the other, and hands on what the current one says, decoded. */
import type { IncomingHttpHeaders } from 'node:http';
import { type UpstreamCall, UpstreamError, type UpstreamSink } from '../upstreams/upstream.ts';
import type { Admitted } from './admit.ts';
import { type DecodingSink, decodingSink } from './decode.ts';
import type { Exchange } from './exchange.ts';
import type { Candidate } from './served-models.ts';
import { headersToUpstream } from './travelling-headers.ts';
import { upstreamBody } from './upstream-body.ts';

export type Attempted = {
  exchange: Exchange;
  admitted: Admitted;
  /** The client's key, so that no header takes it along. */
  secret: string;
  /** Below the base URL: `/messages`. */
  endpoint: string;
};

export class Attempts {
  readonly #request: Attempted;
  readonly #receiver: UpstreamSink;
  #at = -1;
  #current: Attempt | undefined;

  constructor(request: Attempted, receiver: UpstreamSink) {
    this.#request = request;
    this.#receiver = receiver;
  }

  /** Ends the current call and makes the next; false when no upstream is left. */
  next(): boolean {
    const candidate = this.#request.admitted.candidates[this.#at + 1];
    if (!candidate) return false;
    this.abort();
    this.#at++;
    const attempt = new Attempt(this.#receiver);
    this.#current = attempt;
    attempt.send(this.#request, candidate);
    return true;
  }

  /** Ends the current call; nothing more is heard. */
  abort(): void {
    this.#current?.abort();
    this.#current = undefined;
  }

  resume(): void {
    this.#current?.resume();
  }

  /** The current upstream has not said a word for longer than it may take. */
  get silent(): boolean {
    const patience = this.#upstream?.patienceMs;
    return patience !== undefined && (this.#current?.silentMs ?? 0) > patience;
  }

  /** The current call is over. */
  get ended(): boolean {
    return this.#current?.ended ?? true;
  }

  /** Id of the upstream that is called. */
  get upstream(): string | null {
    return this.#upstream?.id ?? null;
  }

  get #upstream() {
    return this.#request.admitted.candidates[this.#at]?.upstream;
  }
}

class Attempt implements UpstreamSink {
  readonly #receiver: UpstreamSink;
  readonly #startedAt = performance.now();
  #call: UpstreamCall | undefined;
  #decoding: DecodingSink | undefined;
  #aborted = false;
  #silent = true;
  ended = false;

  constructor(receiver: UpstreamSink) {
    this.#receiver = receiver;
  }

  send({ exchange, admitted, secret, endpoint }: Attempted, candidate: Candidate): void {
    this.#call = candidate.upstream.send(
      {
        requestId: exchange.id,
        protocol: admitted.protocol,
        path: endpoint + exchange.search,
        headers: headersToUpstream(exchange.request.headers, secret),
        body: upstreamBody(admitted, candidate),
        model: candidate.model,
      },
      this,
    );
    // What was told within `send` may have ended this attempt already.
    if (this.#aborted) this.#call.abort();
  }

  abort(): void {
    this.#aborted = true;
    this.#decoding?.destroy();
    this.#call?.abort();
  }

  resume(): void {
    (this.#decoding ?? this.#call)?.resume();
  }

  /** Milliseconds without a head; 0 once there is one. */
  get silentMs(): number {
    return this.#silent ? performance.now() - this.#startedAt : 0;
  }

  head(status: number, headers: IncomingHttpHeaders): void {
    this.#silent = false;
    if (this.#aborted) return;
    this.#receiver.head(status, headers);
    if (!this.#aborted) this.#decode(headers['content-encoding']);
  }

  chunk(bytes: Buffer): boolean {
    if (this.#aborted) return true;
    return this.#decoding ? this.#decoding.chunk(bytes) : this.#receiver.chunk(bytes);
  }

  end(): void {
    if (this.#decoding) this.#decoding.end();
    else this.#finish();
  }

  fail(error: UpstreamError): void {
    this.ended = true;
    if (!this.#aborted) this.#receiver.fail(error);
  }

  #decode(coding: string | undefined): void {
    if (coding === undefined) return;
    const plain = {
      chunk: (bytes: Buffer) => this.#aborted || this.#receiver.chunk(bytes),
      end: () => this.#finish(),
      fail: (error: UpstreamError) => this.fail(error),
    };
    try {
      this.#decoding = decodingSink(coding, plain, () => this.#call?.resume());
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.fail(error);
    }
  }

  #finish(): void {
    this.ended = true;
    if (!this.#aborted) this.#receiver.end();
  }
}
