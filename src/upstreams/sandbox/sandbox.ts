/**
 * The embedded upstream: test models that need no account and no network, in the vendors' own shapes.
 * They report usage from a real tokenizer and simulate prompt caching and tool calls.
 */
import type { Clock } from '../../domain/clock.ts';
import { type Protocol, type ProtocolFamily, protocols } from '../../domain/protocol.ts';
import type { JsonObject } from '../../domain/protocols/json-value.ts';
import { type RequestFacts, readRequest } from '../../domain/protocols/request.ts';
import { humanPace, sandboxModels, slowPace } from '../../domain/sandbox-models.ts';
import { countTokens } from '../../domain/tokenizer.ts';
import { noUsage } from '../../domain/usage.ts';
import { InFlight } from '../in-flight.ts';
import type { Upstream, UpstreamCall, UpstreamRequest } from '../upstream.ts';
import { compose, type FindPassage, speaks } from './answer.ts';
import { messageBody, messageFrames } from './anthropic-messages.ts';
import { readConversation } from './conversation.ts';
import { deliver } from './deliver.ts';
import { chatBody, chatFrames } from './openai-chat.ts';
import { embeddingsBody } from './openai-embeddings.ts';
import { responseBody, responseFrames } from './openai-responses.ts';
import { createPromptCache, type PromptCache } from './prompt-cache.ts';
import type { Reply } from './reply.ts';
import {
  cutInHalf,
  type Frame,
  jsonResponse,
  type SandboxResponse,
  streamResponse,
  vendorError,
} from './response.ts';
import { overLimit } from './vendor-limits.ts';
import { words } from './words.ts';

export type SandboxOptions = {
  id: string;
  clock: Clock;
  /** Milliseconds per word; 0 streams as fast as it is read. */
  pace?: number;
  /** The same for `sandbox/slow`; by default ten times the pace, as in the models' description. */
  slowPace?: number;
  /** Finds what `sandbox/docs` answers. */
  findPassage?: FindPassage;
};

export const createSandbox = (options: SandboxOptions): Upstream => {
  const pace = options.pace ?? humanPace;
  const paceOfSlow = options.slowPace ?? pace * (slowPace / humanPace);
  const parts = {
    clock: options.clock,
    cache: createPromptCache(options.clock),
    findPassage: options.findPassage ?? (() => undefined),
  };
  const calls = new InFlight<UpstreamCall>();
  return {
    id: options.id,
    protocols: Object.keys(protocols) as Protocol[],
    patienceMs,
    send: (request, sink) => {
      const response = respond(request, parts);
      if (!response) return silence;
      const delivery = deliver(
        response,
        {
          head: (status, headers) => sink.head(status, headers),
          chunk: (bytes) => sink.chunk(bytes),
          end: () => {
            leave();
            sink.end();
          },
          fail: (error) => {
            leave();
            sink.fail(error);
          },
        },
        request.model === 'sandbox/slow' ? paceOfSlow : pace,
      );
      const call = {
        resume: delivery.resume,
        abort: () => {
          leave();
          delivery.abort();
        },
      };
      const leave = calls.enter(call);
      return call;
    },
    close: async () => {
      for (const call of calls) call.abort();
    },
  };
};

/** How long a caller of `sandbox/hang` is left waiting. */
const patienceMs = 20_000;

/** A call that never answers. */
const silence: UpstreamCall = { abort: () => {}, resume: () => {} };

type Parts = { clock: Clock; cache: PromptCache; findPassage: FindPassage };

/** What to send back; undefined for the model that never answers. */
const respond = (request: UpstreamRequest, parts: Parts): SandboxResponse | undefined => {
  const { protocol } = request;
  const { family } = protocols[protocol];
  const body: JsonObject = JSON.parse(request.body.toString());
  const facts = readRequest(protocol, body);
  if (!facts.ok)
    return vendorError(family, 400, 'invalid_request_error', facts.message, { param: facts.param });
  if (request.path.startsWith('/messages/count_tokens'))
    return jsonResponse(family, 200, { input_tokens: countTokens(facts.promptText()) });
  if (request.model === 'sandbox/hang') return undefined;
  return (
    failures[request.model]?.(family) ??
    refusal(request, family, body) ??
    answer(request, facts, body, parts)
  );
};

const failures: Record<string, (family: ProtocolFamily) => SandboxResponse> = {
  'sandbox/overloaded': (family) =>
    vendorError(family, 529, 'overloaded_error', 'Overloaded', { code: 'overloaded' }),
  'sandbox/error': (family) =>
    family === 'anthropic'
      ? vendorError(family, 500, 'api_error', 'Internal server error')
      : vendorError(
          family,
          500,
          'server_error',
          'The server had an error while processing your request. Sorry about that!',
        ),
};

/** What a vendor turns down by itself. */
const refusal = (
  { model, protocol }: UpstreamRequest,
  family: ProtocolFamily,
  body: JsonObject,
): SandboxResponse | undefined => {
  if (!speaks(model))
    return family === 'anthropic'
      ? vendorError(family, 404, 'not_found_error', `The sandbox has no such model.`)
      : vendorError(family, 404, 'invalid_request_error', 'The sandbox has no such model.', {
          param: 'model',
          code: 'model_not_found',
        });
  const over = overLimit(protocol, body);
  if (over)
    return vendorError(family, 400, 'invalid_request_error', over.message, { param: over.param });
  if (family !== 'anthropic') return undefined;
  if (typeof body.max_tokens !== 'number')
    return vendorError(family, 400, 'invalid_request_error', 'max_tokens: Field required');
  return Array.isArray(body.messages) && body.messages.length === 0
    ? vendorError(
        family,
        400,
        'invalid_request_error',
        'messages: at least one message is required',
      )
    : undefined;
};

const answer = (
  { protocol, model }: UpstreamRequest,
  facts: RequestFacts,
  body: JsonObject,
  { cache, clock, findPassage }: Parts,
): SandboxResponse => {
  const { family } = protocols[protocol];
  const prompt = countTokens(facts.promptText());
  const most = sandboxModels.find(({ id }) => id === model)?.maxOutput ?? 0;
  const composed = compose(
    model,
    readConversation(protocol, body),
    Math.min(most, facts.maxOutput ?? most),
    findPassage,
  );
  const answers = Array.from({ length: facts.choices }, () => composed);
  const reply: Reply = {
    body,
    model: typeof body.model === 'string' ? body.model : model,
    created: Math.floor(clock.now() / 1000),
    answers,
    usage: {
      ...noUsage,
      ...(protocol === 'anthropic-messages' ? cache.use(model, body, prompt) : { input: prompt }),
      output: protocol === 'openai-embeddings' ? 0 : composed.tokens * answers.length,
    },
  };
  const length = composed.call
    ? words(JSON.stringify(composed.call.arguments)).length
    : words(composed.text).length;
  const wire = wires[protocol];
  const response =
    facts.stream && wire.frames
      ? streamResponse(family, wire.frames(reply))
      : jsonResponse(family, 200, wire.body(reply), protocol === 'openai-embeddings' ? 1 : length);
  return model === 'sandbox/cut' ? cutInHalf(response, length) : response;
};

type Wire = { body: (reply: Reply) => object; frames?: (reply: Reply) => Iterable<Frame> };

const wires: Record<Protocol, Wire> = {
  'openai-chat': { body: chatBody, frames: chatFrames },
  'openai-responses': { body: responseBody, frames: responseFrames },
  'openai-embeddings': { body: embeddingsBody },
  'anthropic-messages': { body: messageBody, frames: messageFrames },
};
