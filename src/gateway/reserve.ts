/** Third step: the most that the request can cost is held, so that no set of requests overdraws a balance. */
import { type CostBound, highestCharge } from '../domain/charge.ts';
import { formatDollars } from '../domain/money.ts';
import type { LiveModel } from '../domain/playground-api.ts';
import type { RequestFacts } from '../domain/protocols/request.ts';
import type { Price } from '../domain/rates.ts';
import {
  type LimitState,
  type RequestStart,
  reserve as reserveInStore,
} from '../storage/requests.ts';
import { GatewayError } from './gateway-error.ts';
import { rateLimited } from './limits.ts';
import type { StoreOperation } from './metrics.ts';
import type { GatewayParts } from './parts.ts';

/** Throws `insufficient_balance` or `rate_limited`; answers the state of the limits. */
export const reserve = async (parts: GatewayParts, start: RequestStart): Promise<LimitState> => {
  const reservation = await timed(parts, 'reserve', reserveInStore(parts.store, start));
  if (reservation.ok) return reservation.limit;
  if (reservation.reason === 'rate_limited')
    throw rateLimited(reservation.limit, parts.clock.now());
  const { needed, available } = reservation;
  throw new GatewayError('insufficient_balance', {
    message: `This request can cost up to $${formatDollars(needed)}; $${formatDollars(Math.max(0, available))} of the balance is free, so $${formatDollars(needed - Math.max(0, available))} is missing.`,
  });
};

type Limits = Pick<LiveModel, 'contextWindow' | 'maxOutput'>;

/** https://docs.anthropic.com/en/api/beta-headers: a model reads or writes more than it does without. */
const raisingBeta = /\b(?:context|output)-\d+[km]-/i;
const raisedContext = 1_000_000;

/** A model's limits under the beta features that a request asks for. */
export const limitsWith = (beta: string | string[] | undefined, model: Limits): Limits =>
  raisingBeta.test(String(beta ?? ''))
    ? { contextWindow: Math.max(model.contextWindow ?? 0, raisedContext), maxOutput: null }
    : model;

/** The most that a request can cost, in nanodollars. `bodyLength` is in bytes. */
export const highestCost = (
  facts: RequestFacts,
  bodyLength: number,
  model: Limits,
  price: Price,
): number => highestCharge(costBound(facts, bodyLength, model), price);

/** Roles, separators and hidden instructions that vendors add to a prompt. */
const promptOverhead = 512;
const partOverhead = 16;
/** A picture or a sound can be small in bytes and large in tokens. */
const inlineTokens = 50_000;
/** Where neither the request nor the catalogue sets a limit. */
const unknownContext = 200_000;
const unknownOutput = 32_768;

/**
 * A token is at least one byte, so the body bounds the tokens of all texts in it, whatever their upstream
 * takes for a prompt. What lies behind a URL or an id can be anything up to the whole context window.
 */
const costBound = (facts: RequestFacts, bodyLength: number, model: Limits): CostBound => {
  const window = model.contextWindow ?? Number.POSITIVE_INFINITY;
  const written =
    bodyLength -
    facts.inlineLength +
    promptOverhead +
    partOverhead * facts.parts +
    inlineTokens * facts.inlineParts;
  const input =
    facts.remoteParts > 0
      ? (model.contextWindow ?? unknownContext * facts.remoteParts)
      : Math.min(written, window);
  const longest = model.maxOutput ?? model.contextWindow ?? unknownOutput;
  const output =
    facts.maxOutput === undefined
      ? longest
      : Math.min(facts.maxOutput, model.maxOutput ?? model.contextWindow ?? facts.maxOutput);
  const predicted = Buffer.byteLength(facts.predictedText());
  return {
    input: input * facts.samplings,
    output: (output + predicted) * facts.choices * facts.samplings,
  };
};

const timed = async <T>(
  { metrics }: GatewayParts,
  operation: StoreOperation,
  work: Promise<T>,
): Promise<T> => {
  const startedAt = performance.now();
  const value = await work;
  metrics.storeTook(operation, performance.now() - startedAt);
  return value;
};
