/**
 * Fourth step: bytes between client and upstream. The next upstream is tried only before the first byte
 * of an answer. Whoever goes away, the other side is ended at once; whoever is slow, the other side waits.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayErrorCase } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { EpochMs } from '../domain/rates.ts';
import { countTokens } from '../domain/tokenizer.ts';
import type { LimitState, RequestStart } from '../storage/requests.ts';
import type { Leave } from '../upstreams/in-flight.ts';
import { UpstreamError, type UpstreamFailure, type UpstreamSink } from '../upstreams/upstream.ts';
import { type Attempted, Attempts } from './attempts.ts';
import { saveCheckpoint } from './checkpoint.ts';
import { ClientAnswer } from './client-answer.ts';
import { GatewayError } from './gateway-error.ts';
import { type Meter, type Metered, nothing } from './meter.ts';
import type { GatewayParts, RunningRequest } from './parts.ts';
import { settleRequest } from './settle.ts';
import { StreamMeter } from './stream-meter.ts';
import { headersToClient } from './travelling-headers.ts';
import { mustAskForUsage } from './upstream-body.ts';
import { errorCodeIn } from './upstream-error-code.ts';
import { mayPassElsewhere, unusable, unusableCode } from './upstream-status.ts';
import { WholeMeter } from './whole-meter.ts';

/** A request that has been reserved. */
export type Reserved = Attempted & {
  /** As it was reserved. */
  start: RequestStart;
  limit: LimitState;
  /** False for what is never billed, such as counting tokens. */
  billed: boolean;
};

/** Resolves when the request is settled and its answer is handed over. */
export const forward = (parts: GatewayParts, request: Reserved): Promise<void> =>
  new Promise((resolve, reject) => new Forwarding(parts, request, resolve, reject).begin());

const checkpointEveryMs = 1_000;
/** An upstream may take this long to end an answer that is complete; then its connection is given up. */
const lingerMs = 1_000;

const failureCases: Record<UpstreamFailure, GatewayErrorCase> = {
  unreachable: 'upstream_unreachable',
  timeout: 'upstream_timeout',
  disconnected: 'upstream_unreachable',
  too_large: 'upstream_unreachable',
};

/** An upstream that was asked for a stream may name its type wrongly, or not at all. */
const isStream = (contentType = '', asked: boolean): boolean => {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return type === 'text/event-stream' || (asked && !/[/+]json$/.test(type));
};

class Forwarding implements RunningRequest, UpstreamSink {
  readonly #parts: GatewayParts;
  readonly #run: Reserved;
  readonly #client: ClientAnswer;
  readonly #upstreams: Attempts;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  #meter: Meter | undefined;
  #streams = false;
  #status = 0;
  #firstTokenAt: EpochMs | null = null;
  #checkpointedAt: EpochMs = 0;
  #promptTokens: number | undefined;
  /** Takes it out of the requests that run. */
  #leave: Leave | undefined;
  /** The outcome is decided; what still comes in changes nothing. */
  #decided = false;
  /** Set while a complete answer waits for its upstream to end it. */
  #lingering: NodeJS.Timeout | undefined;

  constructor(
    parts: GatewayParts,
    run: Reserved,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.#parts = parts;
    this.#run = run;
    this.#client = new ClientAnswer(run.exchange, run.limit, parts.clock);
    this.#upstreams = new Attempts(run, this);
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(): void {
    const { response } = this.#run.exchange;
    this.#leave = this.#parts.running.enter(this);
    this.#parts.metrics.started();
    response.on('close', () => this.#clientGone());
    response.on('error', () => this.#clientGone());
    response.on('drain', () => this.#upstreams.resume());
    if (response.destroyed) this.#clientGone();
    else this.#upstreams.next();
  }

  head(status: number, headers: IncomingHttpHeaders): void {
    if (this.#decided) return;
    const reason = unusable(status);
    if (reason !== undefined || status >= 400)
      this.#countFailure(`status_${Math.floor(status / 100)}xx`);
    if ((reason !== undefined || mayPassElsewhere(status)) && this.#fallBack()) return;
    if (reason !== undefined) {
      this.#upstreams.abort();
      this.#refuse('upstream_unreachable', reason);
      return;
    }
    this.#status = status;
    this.#client.prepare(status, headersToClient(headers));
    this.#streams =
      status < 300 && isStream(headers['content-type'], this.#run.admitted.facts.stream);
    this.#meter = new (this.#streams ? StreamMeter : WholeMeter)({
      protocol: this.#run.admitted.protocol,
      withholdUsage: mustAskForUsage(this.#run.admitted),
      promptTokens: () => this.#countPrompt(),
    });
  }

  chunk(bytes: Buffer): boolean {
    const meter = this.#meter;
    if (!meter) return true;
    if (this.#lingering) return this.#client.write(bytes);
    const out = meter.push(bytes);
    if (this.#decided) return true;
    const flowing = out.length === 0 || this.#client.write(out);
    if (this.#firstTokenAt === null && this.#streams && meter.emitting)
      this.#firstTokenAt = this.#parts.clock.now();
    if (meter.ended) this.#complete(meter);
    return flowing;
  }

  end(): void {
    this.#stopLingering();
    const meter = this.#meter;
    if (!meter || this.#decided) return;
    meter.flush();
    if (meter.ended) this.#complete(meter);
    else this.fail(new UpstreamError('disconnected', 'The upstream ended without its end marker.'));
  }

  fail(error: UpstreamError): void {
    this.#stopLingering();
    if (this.#decided) return;
    this.#countFailure(error.failure);
    if (this.#fallBack()) return;
    this.#upstreams.abort();
    const errorCase = failureCases[error.failure];
    if (this.#client.begun) this.#breakOff(errorCase, 'The upstream broke off its answer.');
    else this.#refuse(errorCase);
  }

  look(): void {
    if (this.#decided) return;
    if (this.#upstreams.silent)
      this.fail(
        new UpstreamError('timeout', 'The upstream accepted the request and said nothing.'),
      );
    else this.#checkpoint();
  }

  #checkpoint(): void {
    const now = this.#parts.clock.now();
    if (this.#firstTokenAt === null) return;
    if (now - this.#checkpointedAt < checkpointEveryMs) return;
    this.#checkpointedAt = now;
    saveCheckpoint(this.#parts, this.#run.exchange.id, {
      upstream: this.#upstreams.upstream,
      status: this.#status,
      firstTokenAt: this.#firstTokenAt,
      ...this.#measured(),
    }).catch(this.#reject);
  }

  cut(): void {
    if (this.#decided) return;
    this.#upstreams.abort();
    if (this.#client.begun)
      this.#breakOff('unavailable', 'The gateway is shutting down. Send the request again.');
    else this.#refuse('unavailable', undefined, 'rejected');
  }

  /** True when another upstream takes over: nothing has been sent, and there is one. */
  #fallBack(): boolean {
    if (this.#client.begun) return false;
    this.#meter = undefined;
    return this.#upstreams.next();
  }

  /** The upstream is done: with its answer, or with an error that it reported itself. */
  #complete(meter: Meter): void {
    const code = this.#status >= 400 ? errorCodeIn(meter.tail) : (meter.error ?? null);
    const reason = this.#client.begun ? undefined : unusableCode(code);
    if (reason !== undefined) {
      if (!this.#fallBack()) this.#refuse('upstream_unreachable', reason);
      return;
    }
    const failed = code !== null;
    if (this.#firstTokenAt === null && meter.emitting && !failed)
      this.#firstTokenAt = this.#parts.clock.now();
    this.#settle(failed ? this.#brokenOutcome() : 'completed', this.#status, code, () => {
      if (this.#upstreams.ended) this.#client.end(meter.tail);
      else {
        this.#client.write(meter.tail);
        this.#lingering = setTimeout(() => this.#stopLingering(), lingerMs).unref();
      }
    });
  }

  #stopLingering(): void {
    if (!this.#lingering) return;
    clearTimeout(this.#lingering);
    this.#lingering = undefined;
    this.#upstreams.abort();
    this.#client.end(nothing);
  }

  /** An answer has begun and can't be finished: the client is told in the stream, or cut off. */
  #breakOff(errorCase: GatewayErrorCase, message: string): void {
    const midEvent = this.#meter?.midEvent ?? false;
    this.#settle(this.#brokenOutcome(), this.#status, errorCase, () => {
      if (!this.#streams) this.#client.cutOff();
      else this.#client.endWithError(this.#run.admitted.protocol, message, midEvent);
    });
  }

  /** Nothing was sent yet: the gateway answers the error itself. */
  #refuse(
    errorCase: GatewayErrorCase,
    message?: string,
    outcome: Outcome = 'upstream_error',
  ): void {
    const error = new GatewayError(errorCase, { message });
    this.#settle(outcome, error.status, errorCase, () => this.#client.refuse(error));
  }

  #clientGone(): void {
    this.#stopLingering();
    if (this.#decided) return;
    this.#upstreams.abort();
    const status = this.#client.begun ? this.#status : null;
    this.#settle('client_disconnected', status, null, () => undefined);
  }

  #brokenOutcome(): Outcome {
    return this.#firstTokenAt === null ? 'upstream_error' : 'upstream_disconnected';
  }

  /** Exactly once, and before the client can see the end of its answer. */
  #settle(
    outcome: Outcome,
    status: number | null,
    errorCode: string | null,
    end: () => void,
  ): void {
    this.#decided = true;
    const ended = {
      outcome,
      status,
      errorCode,
      upstream: this.#upstreams.upstream,
      firstTokenAt: this.#firstTokenAt,
    };
    settleRequest(this.#parts, this.#run, ended, () => this.#measured())
      .then(({ served, count }) => {
        if (served) end();
        else this.#client.refuse(new GatewayError('unavailable'));
        count();
      })
      .finally(this.#leave)
      .then(this.#resolve, this.#reject);
  }

  #countPrompt(): number {
    this.#promptTokens ??= countTokens(this.#run.admitted.facts.promptText());
    return this.#promptTokens;
  }

  #measured(): Metered | undefined {
    return this.#run.billed ? this.#meter?.metered() : undefined;
  }

  #countFailure(failure: string): void {
    this.#parts.metrics.upstreamFailed(this.#upstreams.upstream ?? 'none', failure);
  }
}
