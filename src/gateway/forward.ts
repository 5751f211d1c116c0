/**
 * Fourth step: bytes between client and upstream. The next upstream is tried only before the first byte
 * of an answer. Whoever goes away, the other side is ended at once; whoever is slow, the other side waits.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { GatewayErrorCase } from '../domain/errors.ts';
import type { Outcome } from '../domain/outcome.ts';
import { errorEvent, withModel, withUsageRequested } from '../domain/protocols/request.ts';
import type { EpochMs, Price } from '../domain/rates.ts';
import { countTokens } from '../domain/tokenizer.ts';
import { checkpoint as checkpointInStore, type LimitState } from '../storage/requests.ts';
import { StoreError } from '../storage/store.ts';
import {
  type UpstreamCall,
  UpstreamError,
  type UpstreamFailure,
  type UpstreamSink,
} from '../upstreams/upstream.ts';
import type { Admitted } from './admit.ts';
import { type AnswerHeaders, answerError, idHeaders } from './answer.ts';
import { type DecodingSink, decodingSink } from './decode.ts';
import type { Exchange } from './exchange.ts';
import { GatewayError } from './gateway-error.ts';
import { limitHeaders } from './limits.ts';
import type { Meter, Metered } from './meter.ts';
import type { GatewayParts, RunningRequest } from './parts.ts';
import type { Candidate } from './served-models.ts';
import { settlementFor } from './settle.ts';
import { createStreamMeter } from './stream-meter.ts';
import { headersToClient, headersToUpstream } from './travelling-headers.ts';
import { errorCodeIn } from './upstream-error-code.ts';
import { createWholeMeter } from './whole-meter.ts';

/** A request that has been reserved. */
export type Reserved = {
  exchange: Exchange;
  admitted: Admitted;
  /** The client's key, so that no header takes it along. */
  secret: string;
  /** Below the base URL: `/messages`. */
  endpoint: string;
  price: Price;
  reserved: number;
  limit: LimitState;
  /** False for what is never billed, such as counting tokens. */
  billed: boolean;
};

/** Resolves when the request is settled and its answer is handed over. */
export const forward = (parts: GatewayParts, request: Reserved): Promise<void> =>
  new Promise((resolve, reject) => new Forwarding(parts, request, resolve, reject).begin());

const checkpointEveryMs = 1_000;
/** An upstream whose answer is complete may take this long to end it; then its connection is given up. */
const lingerMs = 1_000;

class Forwarding implements RunningRequest, UpstreamSink {
  readonly #parts: GatewayParts;
  readonly #run: Reserved;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  #attempt = -1;
  #candidate: Candidate | undefined;
  #call: UpstreamCall | undefined;
  #decoding: DecodingSink | undefined;
  #meter: Meter | undefined;
  #streams = false;
  #status = 0;
  #headers: AnswerHeaders = {};
  #firstTokenAt: EpochMs | null = null;
  #checkpointedAt = 0;
  #promptTokens: number | undefined;
  #upstreamEnded = false;
  /** The outcome is decided; what still comes in changes nothing. */
  #decided = false;

  constructor(
    parts: GatewayParts,
    run: Reserved,
    resolve: () => void,
    reject: (error: unknown) => void,
  ) {
    this.#parts = parts;
    this.#run = run;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  begin(): void {
    const { response } = this.#run.exchange;
    this.#parts.running.add(this);
    this.#parts.metrics.started();
    response.on('close', () => this.#clientGone());
    response.on('drain', () => this.#resume());
    if (response.destroyed) this.#clientGone();
    else this.#tryNext();
  }

  #tryNext(): void {
    const attempt = ++this.#attempt;
    const candidate = this.#run.admitted.candidates[attempt];
    if (!candidate) throw new RangeError('There is no further upstream.');
    const { exchange, admitted, endpoint, secret } = this.#run;
    this.#candidate = candidate;
    this.#call = undefined;
    this.#decoding = undefined;
    const call = candidate.upstream.send(
      {
        requestId: exchange.id,
        protocol: admitted.protocol,
        path: endpoint + exchange.search,
        headers: headersToUpstream(exchange.request.headers, secret),
        body: bodyFor(admitted, candidate),
        model: candidate.model,
      },
      this,
    );
    // A failure that is told within `send` may have moved on to the next upstream already.
    if (this.#attempt === attempt) this.#call = call;
    if (this.#decided) call.abort();
  }

  head(status: number, headers: IncomingHttpHeaders): void {
    if (this.#decided) return;
    if (status === 401 || status < 200 || (status >= 300 && status < 400)) {
      this.#countFailure(`status_${status}`);
      this.#call?.abort();
      if (!this.#fallBack())
        this.#refuse('upstream_unreachable', refusals[status] ?? refusals.other);
      return;
    }
    if (status >= 400) this.#countFailure(`status_${Math.floor(status / 100)}xx`);
    if (mayPassElsewhere(status) && this.#hasNext()) {
      this.#call?.abort();
      this.#fallBack();
      return;
    }
    this.#status = status;
    this.#headers = headersToClient(headers);
    this.#streams =
      status < 300 && String(headers['content-type'] ?? '').startsWith('text/event-stream');
    this.#meter = (this.#streams ? createStreamMeter : createWholeMeter)({
      protocol: this.#run.admitted.protocol,
      withholdUsage: mustAskForUsage(this.#run.admitted),
      promptTokens: () => this.#countPrompt(),
    });
    try {
      this.#decoding = decodingSink(
        headers['content-encoding'],
        {
          chunk: (bytes) => this.#take(bytes),
          end: () => this.#ended(),
          fail: (error) => this.fail(error),
        },
        () => this.#call?.resume(),
      );
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      this.fail(error);
    }
  }

  chunk(bytes: Buffer): boolean {
    return this.#decoding ? this.#decoding.chunk(bytes) : this.#take(bytes);
  }

  end(): void {
    this.#upstreamEnded = true;
    if (this.#decoding) this.#decoding.end();
    else this.#ended();
  }

  fail(error: UpstreamError): void {
    if (this.#decided) return;
    this.#countFailure(error.failure);
    this.#call?.abort();
    if (!this.#run.exchange.response.headersSent) {
      if (!this.#fallBack()) this.#refuse(failureCases[error.failure]);
      return;
    }
    this.#breakOff(failureCases[error.failure], 'The upstream broke off its answer.');
  }

  checkpoint(): void {
    const now = this.#parts.clock.now();
    if (this.#decided || this.#firstTokenAt === null) return;
    if (now - this.#checkpointedAt < checkpointEveryMs) return;
    this.#checkpointedAt = now;
    const { usage, usageSource } = this.#measured() ?? {};
    if (!usage || !usageSource) return;
    const startedAt = performance.now();
    checkpointInStore(this.#parts.store, this.#run.exchange.id, {
      upstream: this.#upstreamId(),
      status: this.#status,
      firstTokenAt: this.#firstTokenAt,
      usage,
      usageSource,
    })
      .then(() => this.#parts.metrics.storeTook('checkpoint', performance.now() - startedAt))
      .catch((error: unknown) => {
        if (!(error instanceof StoreError)) this.#reject(error);
        else
          this.#parts.log.warn(
            { err: error },
            'The store is away; a stream goes on without a checkpoint.',
          );
      });
  }

  cut(): void {
    if (this.#decided) return;
    this.#call?.abort();
    if (this.#run.exchange.response.headersSent)
      this.#breakOff('unavailable', 'The gateway is shutting down. Send the request again.');
    else this.#refuse('unavailable', undefined, 'rejected');
  }

  #take(bytes: Buffer): boolean {
    const meter = this.#meter;
    if (!meter) return true;
    const out = meter.push(bytes);
    if (this.#decided) return true;
    const flowing = out.length === 0 || this.#write(out);
    if (this.#firstTokenAt === null && meter.emitting && this.#streams)
      this.#firstTokenAt = this.#parts.clock.now();
    if (meter.ended) this.#complete(meter);
    return flowing;
  }

  #ended(): void {
    const meter = this.#meter;
    if (!meter || this.#decided) return;
    const out = meter.flush();
    if (out.length > 0) this.#write(out);
    if (meter.ended) this.#complete(meter);
    else this.fail(new UpstreamError('disconnected', 'The upstream ended without its end marker.'));
  }

  /** The upstream is done: its answer, or an error that it reported itself. */
  #complete(meter: Meter): void {
    const { response } = this.#run.exchange;
    const failed = this.#status >= 400 || meter.error !== undefined;
    if (this.#firstTokenAt === null && !failed && (meter.emitting || !this.#streams))
      this.#firstTokenAt = this.#parts.clock.now();
    const broken = this.#firstTokenAt === null ? 'upstream_error' : 'upstream_disconnected';
    const code = failed ? (meter.error ?? errorCodeIn(meter.tail)) : null;
    this.#settle(failed ? broken : 'completed', this.#status, code, () => {
      if (!response.headersSent && !this.#streams)
        this.#headers['content-length'] = meter.tail.length;
      if (!response.headersSent) this.#writeHead();
      response.end(meter.tail);
      if (!this.#upstreamEnded) setTimeout(() => this.#call?.abort(), lingerMs).unref();
    });
  }

  /** An answer has begun and can't be finished: the client is told in the stream, or cut off. */
  #breakOff(errorCase: GatewayErrorCase, message: string): void {
    const { exchange, admitted } = this.#run;
    const outcome = this.#firstTokenAt === null ? 'upstream_error' : 'upstream_disconnected';
    this.#settle(outcome, this.#status, errorCase, () => {
      if (this.#streams) exchange.response.end(errorEvent(admitted.protocol, message));
      else exchange.response.destroy();
    });
  }

  /** Nothing was sent yet: the gateway answers the error itself. */
  #refuse(
    errorCase: GatewayErrorCase,
    message?: string,
    outcome: Outcome = 'upstream_error',
  ): void {
    const error = new GatewayError(errorCase, { message });
    this.#settle(outcome, error.status, errorCase, () => this.#answerError(error));
  }

  #clientGone(): void {
    if (this.#decided) return;
    this.#call?.abort();
    this.#decoding?.destroy();
    const status = this.#run.exchange.response.headersSent ? this.#status : null;
    this.#settle('client_disconnected', status, null, () => undefined);
  }

  #settle(
    outcome: Outcome,
    status: number | null,
    errorCode: string | null,
    end: () => void,
  ): void {
    this.#decided = true;
    this.#settled(outcome, status, errorCode, end).then(this.#resolve, this.#reject);
  }

  async #settled(
    outcome: Outcome,
    status: number | null,
    errorCode: string | null,
    end: () => void,
  ): Promise<void> {
    const { parts } = { parts: this.#parts };
    const { exchange, price, reserved, admitted } = this.#run;
    const ended = {
      outcome,
      status,
      errorCode,
      upstream: this.#upstreamId(),
      firstTokenAt: this.#firstTokenAt,
    };
    const settlement = settlementFor(ended, () => this.#measured(), price, reserved);
    const stored = await parts.settlements.settle(exchange.id, settlement);
    parts.running.delete(this);
    const unsent = !exchange.response.headersSent && outcome === 'completed';
    if (!stored && unsent) {
      // What can't be charged is not served: nothing was sent yet, so nothing is.
      const refused = {
        ...ended,
        outcome: 'rejected',
        status: 503,
        errorCode: 'unavailable',
      } as const;
      parts.settlements.settleLater(
        exchange.id,
        settlementFor({ ...refused, firstTokenAt: null }, () => undefined, price, reserved),
      );
      this.#answerError(new GatewayError('unavailable'));
      return;
    }
    if (!stored) parts.settlements.settleLater(exchange.id, settlement);
    const now = parts.clock.now();
    parts.metrics.settled({
      outcome,
      protocol: admitted.protocol,
      model: admitted.model.id,
      usage: settlement.usage,
      charge: settlement.charge.nanodollars,
      firstTokenMs: this.#firstTokenAt === null ? null : this.#firstTokenAt - exchange.startedAt,
      durationMs: now - exchange.startedAt,
    });
    end();
  }

  #answerError(error: GatewayError): void {
    answerError(this.#run.exchange, error, limitHeaders(this.#run.limit, this.#parts.clock.now()));
  }

  #write(bytes: Buffer): boolean {
    const { response } = this.#run.exchange;
    if (!response.headersSent) this.#writeHead();
    return response.write(bytes);
  }

  #writeHead(): void {
    const { exchange, limit } = this.#run;
    exchange.response.writeHead(this.#status, {
      ...this.#headers,
      'x-content-type-options': 'nosniff',
      ...idHeaders(exchange),
      ...limitHeaders(limit, this.#parts.clock.now()),
    });
  }

  #resume(): void {
    if (this.#decoding) this.#decoding.resume();
    else this.#call?.resume();
  }

  #hasNext(): boolean {
    return this.#attempt + 1 < this.#run.admitted.candidates.length;
  }

  #fallBack(): boolean {
    if (!this.#hasNext() || this.#run.exchange.response.headersSent) return false;
    this.#meter = undefined;
    this.#tryNext();
    return true;
  }

  #countPrompt(): number {
    this.#promptTokens ??= countTokens(this.#run.admitted.facts.promptText());
    return this.#promptTokens;
  }

  #measured(): Metered | undefined {
    return this.#run.billed ? this.#meter?.metered() : undefined;
  }

  #upstreamId(): string | null {
    return this.#candidate?.upstream.id ?? null;
  }

  #countFailure(failure: string): void {
    this.#parts.metrics.upstreamFailed(this.#upstreamId() ?? 'none', failure);
  }
}

const failureCases: Record<UpstreamFailure, GatewayErrorCase> = {
  unreachable: 'upstream_unreachable',
  timeout: 'upstream_timeout',
  disconnected: 'upstream_unreachable',
  too_large: 'upstream_unreachable',
};

/** An upstream's 401 is about the operator's credential, and its text can hold part of that. */
const refusals: Record<number | 'other', string> = {
  401: "The upstream did not accept the gateway's own credential. Nothing was charged.",
  other: 'The upstream gave an answer that is none. Nothing was charged.',
};

/** Another upstream may well answer what this one could not. */
const mayPassElsewhere = (status: number): boolean =>
  status === 408 || status === 429 || status >= 500;

const mustAskForUsage = ({ protocol, facts }: Admitted): boolean =>
  protocol === 'openai-chat' && facts.stream && !facts.wantsUsage;

/** The client's bytes, but for the model's name there and the request for usage. */
const bodyFor = (admitted: Admitted, { model }: Candidate): Buffer => {
  const { body, facts } = admitted;
  const renamed = model === facts.model ? body.bytes : withModel(body.text, model);
  if (!mustAskForUsage(admitted)) return renamed;
  return withUsageRequested(renamed === body.bytes ? body.text : renamed.toString('utf8'));
};
