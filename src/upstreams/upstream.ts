/** What the gateway forwards to. An upstream moves bytes; it meters nothing and knows no accounts. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Protocol } from '../domain/protocol.ts';

export type UpstreamRequest = {
  requestId: string;
  protocol: Protocol;
  /** Path and query below the base URL, as the client sent it without `/v1`: `/messages?beta=true`. */
  path: string;
  /** Client headers that may travel: no credentials, no hop-by-hop headers, no cookies, no host. */
  headers: Record<string, string | string[]>;
  body: Buffer;
  /** Model id for this upstream; the body already names it. */
  model: string;
};

/** Receives an answer: `head` once, `chunk` any number of times, then exactly one of `end` and `fail`. */
export type UpstreamSink = {
  head(status: number, headers: IncomingHttpHeaders): void;
  /** Answers false when the upstream should pause until `resume`. */
  chunk(bytes: Buffer): boolean;
  end(): void;
  fail(error: UpstreamError): void;
};

export type UpstreamCall = {
  /** Ends the call at once; the sink hears nothing more. */
  abort(): void;
  resume(): void;
};

export type Upstream = {
  id: string;
  protocols: readonly Protocol[];
  /** How long the gateway waits for its first word, in milliseconds; absent, the upstream sees to that itself. */
  patienceMs?: number;
  send(request: UpstreamRequest, sink: UpstreamSink): UpstreamCall;
  close(): Promise<void>;
};

export type UpstreamFailure = 'unreachable' | 'timeout' | 'disconnected' | 'too_large';

export class UpstreamError extends Error {
  override name = 'UpstreamError';
  readonly failure: UpstreamFailure;
  constructor(failure: UpstreamFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.failure = failure;
  }
}
