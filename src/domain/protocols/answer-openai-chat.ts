/**
 * Answers of OpenAI's chat completions. Counts of reasoning are part of `completion_tokens`.
 * https://platform.openai.com/docs/api-reference/chat/object
 */
import type { Usage } from '../usage.ts';
import type { AnswerReader, Emit, EventMeaning } from './answer.ts';
import { count, errorCode, isError } from './answer-values.ts';
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
  wholeUsage: chatUsage,
  wholeText: (answer, emit) => emitChoices(answer, 'message', emit),
};

function chatUsage(answer: JsonObject): Partial<Usage> | undefined {
  const prompt = count(member(answer.usage, 'prompt_tokens'));
  if (prompt === undefined) return undefined;
  const cached = count(member(member(answer.usage, 'prompt_tokens_details'), 'cached_tokens')) ?? 0;
  const cacheRead = Math.min(cached, prompt);
  const output = count(member(answer.usage, 'completion_tokens'));
  return { input: prompt - cacheRead, cacheRead, ...(output !== undefined && { output }) };
}

const emitChoices = (answer: JsonObject, name: 'delta' | 'message', emit: Emit): void => {
  for (const choice of list(answer.choices)) {
    const message = member(choice, name);
    if (!isObject(message)) continue;
    const index = count(member(choice, 'index')) ?? 0;
    emit(`${index}`, text(message.content));
    emit(`${index} reasoning`, text(message.reasoning_content) || text(message.reasoning));
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

const emitCall = (key: string, call: unknown, emit: Emit): void => {
  emit(`${key} name`, text(member(call, 'name')));
  emit(key, text(member(call, 'arguments')));
};
