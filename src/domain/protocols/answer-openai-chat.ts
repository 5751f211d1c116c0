/**
 * Answers of OpenAI's chat completions, and of those who speak the same with small differences.
 * https://platform.openai.com/docs/api-reference/chat/object
 */
import type { Usage } from '../usage.ts';
import type { AnswerReader, Emit, EventMeaning } from './answer.ts';
import { count, errorCode, inputCounts, isError } from './answer-values.ts';
import { isObject, type JsonObject, list, member, text } from './json-value.ts';

export const openaiChat: AnswerReader = {
  telling: /okens"|rror"|DONE\]/,
  meaning: (event) => {
    const meaning: EventMeaning = {};
    if (isError(event.error)) meaning.error = errorCode(event.error);
    const usage = chatUsage(event);
    if (usage) {
      meaning.usage = usage;
      meaning.usageComplete = usage.output !== undefined;
      meaning.usageOnly = list(event.choices).length === 0 && !meaning.error;
    }
    return meaning;
  },
  emitted: (event, emit) => emitChoices(event, 'delta', emit),
  wholeError: ({ error, choices }) => {
    const [found] = [error, ...list(choices).map((choice) => member(choice, 'error'))].filter(
      isError,
    );
    return found === undefined ? undefined : errorCode(found);
  },
  wholeUsage: chatUsage,
  wholeText: (answer, emit) => emitChoices(answer, 'message', emit),
};

function chatUsage({ usage }: JsonObject): Partial<Usage> | undefined {
  const prompt = count(member(usage, 'prompt_tokens'));
  if (prompt === undefined) return undefined;
  const completion = count(member(usage, 'completion_tokens'));
  const total = count(member(usage, 'total_tokens')) ?? 0;
  const unlisted = Math.max(0, total - prompt - (completion ?? 0));
  const cache = cacheCounts(usage);
  const cached = cache.cached_tokens + cache.cache_write_tokens;
  // Bedrock's prompt counts, and those of proxies in front of it, leave out what went through the cache:
  // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html.
  const cacheIsUnlisted = cached > 0 && unlisted === cached;
  return {
    ...inputCounts(cacheIsUnlisted ? prompt + cached : prompt, cache),
    ...(completion !== undefined && {
      output: completion + (cacheIsUnlisted ? 0 : reasoningIn(unlisted, usage)),
    }),
  };
}

/**
 * What was read from the cache and written to it: OpenAI and OpenRouter say so in details, DeepSeek, Moonshot
 * and LiteLLM beside them. https://api-docs.deepseek.com/guides/kv_cache,
 * https://platform.moonshot.ai/docs/api/chat, https://docs.litellm.ai/docs/completion/prompt_caching.
 */
const cacheCounts = (usage: unknown) => {
  const details = member(usage, 'prompt_tokens_details');
  return {
    cached_tokens: firstCount(
      member(details, 'cached_tokens'),
      member(usage, 'prompt_cache_hit_tokens'),
      member(usage, 'cached_tokens'),
      member(usage, 'cache_read_input_tokens'),
    ),
    cache_write_tokens: firstCount(
      member(details, 'cache_write_tokens'),
      member(usage, 'cache_creation_input_tokens'),
    ),
  };
};

const firstCount = (...values: unknown[]): number => values.map(count).find(Boolean) ?? 0;

/**
 * Reasoning is part of `completion_tokens`, but for xAI's models and Gemini's, where it only shows in the sum
 * of all tokens; Gemini names it nowhere. https://docs.x.ai/docs/guides/reasoning,
 * https://ai.google.dev/gemini-api/docs/openai.
 */
const reasoningIn = (unlisted: number, usage: unknown): number => {
  const reasoning = count(member(member(usage, 'completion_tokens_details'), 'reasoning_tokens'));
  return !reasoning || reasoning === unlisted ? unlisted : 0;
};

const emitChoices = (answer: JsonObject, name: 'delta' | 'message', emit: Emit): void => {
  for (const choice of list(answer.choices)) {
    const message = member(choice, name);
    if (!isObject(message)) continue;
    const index = count(member(choice, 'index')) ?? 0;
    emit(`${index}`, textOf(message.content));
    emit(`${index} reasoning`, reasoningOf(message));
    emit(`${index} refusal`, text(message.refusal));
    emit(`${index} audio`, text(member(message.audio, 'transcript')));
    emitCall(`${index} function`, message.function_call, emit);
    for (const call of list(message.tool_calls)) {
      const key = `${index} tool ${count(member(call, 'index')) ?? text(member(call, 'id'))}`;
      emitCall(key, member(call, 'function'), emit);
      emit(key, text(member(member(call, 'custom'), 'input')));
    }
  }
};

const reasoningOf = (message: JsonObject): string =>
  text(message.reasoning_content) || text(message.reasoning) || textOf(message.reasoning_details);

/** A text, or a list of parts as Mistral's reasoning models send it. */
const textOf = (content: unknown): string =>
  text(content) ||
  list(content)
    .map((part) => text(member(part, 'text')) || textOf(member(part, 'thinking')))
    .join('');

const emitCall = (key: string, call: unknown, emit: Emit): void => {
  emit(`${key} name`, text(member(call, 'name')));
  emit(key, text(member(call, 'arguments')));
};
