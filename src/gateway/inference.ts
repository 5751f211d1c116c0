/** The endpoints that models answer: authenticate, admit, reserve, forward, meter, settle. */
import { type Protocol, protocols } from '../domain/protocol.ts';
import type { Caller } from '../storage/keys.ts';
import type { RequestStart } from '../storage/requests.ts';
import { admit, lockPrice, readFacts } from './admit.ts';
import { answerError } from './answer.ts';
import { authenticate } from './authenticate.ts';
import { clientName } from './client-name.ts';
import type { Exchange } from './exchange.ts';
import { forward } from './forward.ts';
import { GatewayError } from './gateway-error.ts';
import type { GatewayParts } from './parts.ts';
import type { Rejected } from './rejections.ts';
import { readBody } from './request-body.ts';
import { highestCost, limitsWith, reserve } from './reserve.ts';

export type InferenceEndpoint = {
  protocol: Protocol;
  /** False for endpoints that upstreams serve for nothing. Their requests are logged and limited all the same. */
  billed: boolean;
};

export const inferenceEndpoints: Record<string, InferenceEndpoint> = {
  ...Object.fromEntries(
    (Object.keys(protocols) as Protocol[]).map((protocol) => [
      protocols[protocol].path,
      { protocol, billed: true },
    ]),
  ),
  '/v1/messages/count_tokens': { protocol: 'anthropic-messages', billed: false },
};

export const infer = async (
  parts: GatewayParts,
  exchange: Exchange,
  { protocol, billed }: InferenceEndpoint,
): Promise<void> => {
  const { caller, secret } = await acceptedCaller(parts, exchange, protocol);
  const rejected: Rejected = { exchange, caller, protocol, model: '', stream: false };
  try {
    const body = await readBody(exchange.request);
    const facts = readFacts(protocol, body);
    rejected.model = facts.model;
    rejected.stream = facts.stream;
    await parts.catalogue.refresh(caller.catalogueRevision);
    const admitted = admit(parts.catalogue, caller, protocol, facts, body);
    const price = lockPrice(parts.catalogue, caller, facts.model, exchange.startedAt);
    const limits = limitsWith(exchange.request.headers['anthropic-beta'], admitted.model);
    const reserved = billed ? highestCost(facts, body.length, limits, price) : 0;
    const start: RequestStart = {
      id: exchange.id,
      accountId: caller.key.accountId,
      keyId: caller.key.id,
      groupId: caller.group.id,
      model: facts.model,
      protocol,
      endpoint: exchange.path,
      stream: facts.stream,
      client: clientName(exchange.request.headers['user-agent']),
      startedAt: exchange.startedAt,
      price,
      reserved,
      limits: caller.group.limits,
    };
    const limit = await reserve(parts, start);
    await forward(parts, {
      exchange,
      admitted,
      secret,
      endpoint: exchange.path.slice('/v1'.length),
      start,
      limit,
      billed,
    });
  } catch (error) {
    if (error instanceof GatewayError) await parts.rejections.record(rejected, error);
    throw error;
  }
};

/** The caller, or the one answer for every key that opens nothing; its owner sees a retired key's use. */
export const acceptedCaller = async (
  parts: GatewayParts,
  exchange: Exchange,
  protocol: Protocol,
): Promise<{ caller: Caller; secret: string }> => {
  const { caller, accepted, secret } = await authenticate(parts, exchange);
  if (caller && accepted) return { caller, secret };
  const error = new GatewayError('invalid_key');
  if (caller) {
    // Only once the answer is out, so that it takes as long as for an unknown key.
    answerError(exchange, error);
    await parts.rejections.record({ exchange, caller, protocol, model: '', stream: false }, error);
  }
  throw error;
};
