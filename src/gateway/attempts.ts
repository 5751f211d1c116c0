/** Calls a request's upstreams one after the other, and hands on what the current one says, decoded. */
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

export type Attempts = {
  /** Ends the current call and makes the next; false when no upstream is left. */
  next(): boolean;
  /** Ends the current call; nothing more is heard. */
  abort(): void;
  resume(): void;
  /** The current upstream has not said a word for longer than it may take. */
  readonly silent: boolean;
  /** The current call is over. */
  readonly ended: boolean;
  /** Id of the upstream that is called. */
  readonly upstream: string | null;
};

export const createAttempts = (request: Attempted, receiver: UpstreamSink): Attempts => {
  const { candidates } = request.admitted;
  let at = -1;
  let current: Attempt | undefined;
  const abort = (): void => {
    current?.abort();
    current = undefined;
  };
  return {
    next: () => {
      const candidate = candidates[at + 1];
      if (!candidate) return false;
      abort();
      at++;
      const attempt = createAttempt(request, candidate, receiver);
      current = attempt;
      attempt.send();
      return true;
    },
    abort,
    resume: () => current?.resume(),
    get silent() {
      const patience = candidates[at]?.upstream.patienceMs;
      return patience !== undefined && (current?.silentMs ?? 0) > patience;
    },
    get ended() {
      return current?.ended ?? true;
    },
    get upstream() {
      return candidates[at]?.upstream.id ?? null;
    },
  };
};

type Attempt = UpstreamCall & {
  send(): void;
  readonly ended: boolean;
  /** Milliseconds without a head; 0 once there is one. */
  readonly silentMs: number;
};

const createAttempt = (
  { exchange, admitted, secret, endpoint }: Attempted,
  candidate: Candidate,
  receiver: UpstreamSink,
): Attempt => {
  let call: UpstreamCall | undefined;
  let decoding: DecodingSink | undefined;
  let over = false;
  let ended = false;
  let silent = true;
  const startedAt = performance.now();

  const abort = (): void => {
    over = true;
    decoding?.destroy();
    call?.abort();
  };
  const plain: UpstreamSink = {
    head: (status, headers) => {
      if (!over) receiver.head(status, headers);
    },
    chunk: (bytes) => over || receiver.chunk(bytes),
    end: () => {
      ended = true;
      if (!over) receiver.end();
    },
    fail: (error) => {
      ended = true;
      if (!over) receiver.fail(error);
    },
  };
  const sink: UpstreamSink = {
    head: (status, headers) => {
      silent = false;
      plain.head(status, headers);
      if (over) return;
      try {
        decoding = decodingSink(headers['content-encoding'], plain, () => call?.resume());
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        plain.fail(error);
      }
    },
    chunk: (bytes) => over || (decoding ?? plain).chunk(bytes),
    end: () => (decoding ?? plain).end(),
    fail: plain.fail,
  };
  return {
    send: () => {
      call = candidate.upstream.send(
        {
          requestId: exchange.id,
          protocol: admitted.protocol,
          path: endpoint + exchange.search,
          headers: headersToUpstream(exchange.request.headers, secret),
          body: upstreamBody(admitted, candidate),
          model: candidate.model,
        },
        sink,
      );
      // What was told within `send` may have ended this attempt already.
      if (over) call.abort();
    },
    abort,
    resume: () => (decoding ?? call)?.resume(),
    get ended() {
      return ended;
    },
    get silentMs() {
      return silent ? performance.now() - startedAt : 0;
    },
  };
};
