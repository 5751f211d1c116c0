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
  const details = member(usage, 'prompt_tokens_details');
  const completion = count(member(usage, 'completion_tokens'));
  return {
    ...inputCounts(prompt, { ...cachedBeside(usage), ...(isObject(details) && details) }),
    ...(completion !== undefined && {
      output: completion + reasoningBeside(usage, prompt + completion),
    }),
  };
}

/**
 * DeepSeek and Moonshot count what was read from the cache beside the details:
 * https://api-docs.deepseek.com/guides/kv_cache, https://platform.moonshot.ai/docs/api/chat.
 */
const cachedBeside = (usage: unknown): JsonObject => ({
  cached_tokens: member(usage, 'prompt_cache_hit_tokens') ?? member(usage, 'cached_tokens'),
});

/**
 * Reasoning is part of `completion_tokens`, but for xAI's models, whose sum tells that it stands beside
 * them: https://docs.x.ai/docs/guides/reasoning.
 */
const reasoningBeside = (usage: unknown, withoutReasoning: number): number => {
  const details = member(usage, 'completion_tokens_details');
  const reasoning = count(member(details, 'reasoning_tokens')) ?? 0;
  return count(member(usage, 'total_tokens')) === withoutReasoning + reasoning ? reasoning : 0;
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
