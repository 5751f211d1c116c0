/** Second step: what is asked for, and whether the caller may have it. */
import { nearest } from '../domain/nearest.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import { hasLoneSurrogate } from '../domain/protocols/json-value.ts';
import { ambiguousMember, type RequestFacts, readRequest } from '../domain/protocols/request.ts';
import type { Price } from '../domain/rates.ts';
import { inScope } from '../domain/scope.ts';
import type { Caller } from '../storage/keys.ts';
import type { ModelCatalogue } from './catalogue.ts';
import { GatewayError } from './gateway-error.ts';
import { parseBody } from './request-body.ts';
import type { Candidate, ServedModel } from './served-models.ts';

export type Admitted = {
  protocol: Protocol;
  facts: RequestFacts;
  /** As the client sent it. */
  body: Buffer;
  model: ServedModel;
  /** Upstreams of the model that speak the protocol, in order of preference. */
  candidates: Candidate[];
};

export const readFacts = (protocol: Protocol, body: Buffer): RequestFacts => {
  const { text, value } = parseBody(body);
  const facts = readRequest(protocol, value);
  if (!facts.ok) throw invalid(facts.message, facts.param);
  const ambiguous = ambiguousMember(text);
  if (ambiguous)
    throw invalid(
      `${ambiguous} is there twice, or in another spelling; readers disagree on which one counts.`,
      ambiguous,
    );
  if (hasLoneSurrogate(text, value))
    throw invalid(
      'A text in the request body has half of a surrogate pair, which is no character.',
    );
  return facts;
};

export const admit = (
  catalogue: ModelCatalogue,
  caller: Caller,
  protocol: Protocol,
  facts: RequestFacts,
  body: Buffer,
): Admitted => {
  const model = catalogue.find(facts.model);
  if (!model || !inScope(caller.group.scope, facts.model))
    throw notFound(catalogue, caller, facts.model);
  const candidates = model.candidates.filter(({ upstream }) =>
    upstream.protocols.includes(protocol),
  );
  if (candidates.length === 0 || !model.protocols.includes(protocol)) throw wrongProtocol(model);
  return { protocol, facts, body, model, candidates };
};

/** The price that the request locks (M4). */
export const lockPrice = (
  catalogue: ModelCatalogue,
  caller: Caller,
  model: string,
  at: number,
): Price => {
  const price = catalogue.price(model, caller.group.id, at);
  if (!price)
    throw new GatewayError('unavailable', { message: 'The model has no price right now.' });
  return price;
};

const invalid = (message: string, param?: string): GatewayError =>
  new GatewayError('invalid_body', { message, ...(param && { param }) });

/** One answer for unknown models and for those outside the scope; it names ids inside the scope only. */
const notFound = (catalogue: ModelCatalogue, caller: Caller, wanted: string): GatewayError => {
  const inside = catalogue.ids().filter((id) => inScope(caller.group.scope, id));
  const near = nearest(inside, wanted);
  const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  return new GatewayError('model_not_found', {
    message: `The model does not exist, or the key's group has no access to it.${hint}`,
    param: 'model',
  });
};

const wrongProtocol = ({ protocols: spoken }: ServedModel): GatewayError => {
  const endpoints = spoken.map((protocol) => `POST ${protocols[protocol].path}`);
  return new GatewayError('wrong_protocol', {
    message:
      endpoints.length > 0
        ? `The model is not served over this protocol: call it at ${endpoints.join(' or ')}.`
        : 'No upstream serves the model over any protocol right now.',
    param: 'model',
  });
};
