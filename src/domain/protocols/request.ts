/**
 * What the gateway must know of a request, and nothing else: unknown fields travel on untouched.
 * Sources: https://platform.openai.com/docs/api-reference, https://docs.anthropic.com/en/api/messages.
 */
import type { Protocol } from '../protocol.ts';
import { isObject, type JsonObject, list, member, text } from './json-value.ts';
import { readPrompt } from './prompt-text.ts';
import { unpricedMember } from './unpriced.ts';

export { errorEvent } from './error-event.ts';
export { ambiguousMember, withModel, withUsageRequested } from './json-edit.ts';

export type RequestFacts = {
  ok: true;
  model: string;
  stream: boolean;
  /** Most tokens that one choice may have; undefined when the request leaves it to the model. */
  maxOutput: number | undefined;
  /** Answers that are generated: OpenAI's `n`. */
  choices: number;
  /** How often the upstream may have the prompt read and answered: it can sum it up first, or ask subagents. */
  samplings: number;
  /** Everything that is counted as input, as one text. */
  promptText(): string;
  /** Texts that it was put together from: messages, blocks, tools. */
  parts: number;
  /**
   * What the upstream brings in from elsewhere: images and files by URL or id, stored prompts and
   * conversations, searches of its own. Their tokens can't be known from the body.
   */
  remoteParts: number;
  /** Images and sounds inside the body; not part of the text. */
  inlineParts: number;
  /** Characters that these take up in the body. */
  inlineLength: number;
  /** A text that the answer is expected to resemble; what the model does not take of it is billed as output too. */
  predictedText(): string;
  /** The client asked for the usage chunk of a stream (`stream_options.include_usage`). */
  wantsUsage: boolean;
};

export type RequestFault = {
  ok: false;
  /** The field that is wrong; empty for the body itself. */
  param: string;
  /** A sentence that never repeats the input. */
  message: string;
};

const longestModel = 200;
const mostChoices = 128;

/** `body` comes from a text that `shapeFault` has let pass, so it is not nested deeply. */
export const readRequest = (protocol: Protocol, body: unknown): RequestFacts | RequestFault => {
  if (!isObject(body)) return fault('', 'The body must be a JSON object.');
  const wrong =
    modelFault(body) ??
    inputFault(protocol, body) ??
    booleanFault(body, 'stream') ??
    countFault(body, outputLimits[protocol], leastOutput(protocol)) ??
    optionsFault(body);
  if (wrong) return wrong;
  const unpriced = unpricedMember(body);
  if (unpriced) return fault(unpriced.param, unpriced.message);
  const choices = protocol === 'openai-chat' ? (body.n ?? 1) : 1;
  if (!isWhole(choices) || choices < 1 || choices > mostChoices)
    return fault('n', `n must be a whole number from 1 to ${mostChoices}.`);
  const prompt = readPrompt(protocol, body);
  return {
    ok: true,
    model: body.model as string,
    stream: protocol !== 'openai-embeddings' && body.stream === true,
    maxOutput: maxOutput(protocol, body),
    choices,
    samplings: 1 + Number(compacts(body)) + subagents(body.multi_agent),
    promptText: () => prompt.parts.join('\n'),
    parts: prompt.parts.length,
    remoteParts: prompt.remoteParts + hostedInputs(body),
    inlineParts: prompt.inlineParts,
    inlineLength: prompt.inlineLength,
    predictedText: () => predicted(body.prediction),
    wantsUsage: member(body.stream_options, 'include_usage') === true,
  };
};

const outputLimits: Record<Protocol, readonly string[]> = {
  'openai-chat': ['max_completion_tokens', 'max_tokens'],
  'openai-responses': ['max_output_tokens'],
  'openai-embeddings': [],
  'anthropic-messages': ['max_tokens'],
};

const maxOutput = (protocol: Protocol, body: JsonObject): number | undefined => {
  if (protocol === 'openai-embeddings') return 0;
  const limits = outputLimits[protocol].map((name) => body[name]).filter(isWhole);
  return limits.length > 0 ? Math.max(...limits) : undefined;
};

/** https://platform.openai.com/docs/guides/predicted-outputs */
const predicted = (prediction: unknown): string =>
  isObject(prediction) ? JSON.stringify(prediction) : '';

const fault = (param: string, message: string): RequestFault => ({ ok: false, param, message });

const isWhole = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Messages take 0, which fills the prompt cache and answers nothing. */
const leastOutput = (protocol: Protocol): number => (protocol === 'anthropic-messages' ? 0 : 1);

const modelFault = ({ model }: JsonObject): RequestFault | undefined => {
  if (typeof model !== 'string' || model === '')
    return fault('model', 'model must be a model id, as text.');
  if (model.length > longestModel)
    return fault('model', `model is longer than ${longestModel} characters.`);
  return /\p{Cc}/u.test(model) || !model.isWellFormed()
    ? fault('model', 'model has characters that no model id has.')
    : undefined;
};

const inputFault = (protocol: Protocol, body: JsonObject): RequestFault | undefined => {
  switch (protocol) {
    case 'openai-chat':
    case 'anthropic-messages':
      return Array.isArray(body.messages)
        ? undefined
        : fault('messages', 'messages must be a list of messages.');
    case 'openai-embeddings':
      return typeof body.input === 'string' || Array.isArray(body.input)
        ? undefined
        : fault('input', 'input must be a text or a list of texts.');
    case 'openai-responses':
      if (body.background === true)
        return fault('background', 'background answers are not served: leave it out, or stream.');
      return typeof body.input === 'string' || Array.isArray(body.input) || hasStoredInput(body)
        ? undefined
        : fault('input', 'input must be a text or a list of items.');
  }
};

const hasStoredInput = (body: JsonObject): boolean =>
  (body.input === undefined || body.input === null) &&
  [body.prompt, body.previous_response_id, body.conversation].some((value) => Boolean(value));

/**
 * Both vendors can have the whole conversation summed up before it is answered, which is billed beside that.
 * https://platform.claude.com/docs/en/build-with-claude/compaction,
 * https://developers.openai.com/api/docs/guides/compaction
 */
const compacts = ({ context_management: management }: JsonObject): boolean =>
  [...list(management), ...list(member(management, 'edits'))].some((edit) =>
    text(member(edit, 'type')).startsWith('compact'),
  );

/** https://developers.openai.com/api/docs/guides/responses-multi-agent; how many there are in all has no limit. */
const subagents = (multiAgent: unknown): number => {
  if (member(multiAgent, 'enabled') !== true) return 0;
  const atOnce = member(multiAgent, 'max_concurrent_subagents');
  return isWhole(atOnce) ? atOnce : usualSubagents;
};
const usualSubagents = 6;

/** Tools that the upstream runs itself, feeding what they find into the prompt. */
const hostedTool =
  /^(web_|file_search|code_|mcp|image_generation|tool_search|computer_use_preview)/;

const hostedInputs = (body: JsonObject): number =>
  [body.prompt, body.previous_response_id, body.conversation, body.web_search_options].filter(
    Boolean,
  ).length +
  list(body.mcp_servers).length +
  list(body.tools).filter(isHosted).length;

/** A shell is hosted if it has a container: https://developers.openai.com/api/docs/guides/tools-shell. */
const isHosted = (tool: unknown): boolean =>
  hostedTool.test(text(member(tool, 'type'))) ||
  text(member(member(tool, 'environment'), 'type')).startsWith('container');

const booleanFault = (body: JsonObject, name: string): RequestFault | undefined =>
  body[name] === undefined || body[name] === null || typeof body[name] === 'boolean'
    ? undefined
    : fault(name, `${name} must be true or false.`);

const countFault = (
  body: JsonObject,
  names: readonly string[],
  least: number,
): RequestFault | undefined => {
  const wrong = names.find((name) => {
    const value = body[name] ?? least;
    return !isWhole(value) || value < least;
  });
  return wrong === undefined
    ? undefined
    : fault(wrong, `${wrong} must be a whole number of ${least} or more.`);
};

const optionsFault = (body: JsonObject): RequestFault | undefined => {
  const options = body.stream_options;
  if (options === undefined || options === null) return undefined;
  if (!isObject(options)) return fault('stream_options', 'stream_options must be an object.');
  return booleanFault(options, 'include_usage') === undefined
    ? undefined
    : fault('stream_options.include_usage', 'include_usage must be true or false.');
};
