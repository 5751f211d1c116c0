/**
 * Answers of OpenAI's Responses.
 * https://platform.openai.com/docs/api-reference/responses-streaming
 */
import type { Usage } from '../usage.ts';
import type { AnswerReader, Emit, EventMeaning } from './answer.ts';
import { count, errorCode, inputCounts, isError } from './answer-values.ts';
import { isObject, type JsonObject, list, member, text } from './json-value.ts';

export const openaiResponses: AnswerReader = {
  telling: /completed"|incomplete"|failed"|rror"|input_tokens"/,
  meaning: (event) => {
    const kind = text(event.type);
    if (kind === 'error')
      return { error: errorCode(isObject(event.error) ? event.error : { code: event.code }) };
    const ending = endings.has(kind);
    const response = isObject(event.response) ? event.response : {};
    const usage = responseUsage(response);
    const meaning: EventMeaning = ending && kind !== 'response.failed' ? { ended: true } : {};
    if (kind === 'response.failed') meaning.error = errorCode(response.error);
    if (usage) {
      meaning.usage = usage;
      meaning.usageComplete = usage.output !== undefined && ending;
    }
    return meaning;
  },
  emitted: (event, emit) => {
    const kind = text(event.type);
    const key = `${count(event.output_index) ?? 0} ${count(event.content_index) ?? 0}`;
    if (kind === 'response.output_item.added')
      emit(`${key} name`, text(member(event.item, 'name')));
    else if (kind.endsWith('.delta') && kind !== 'response.audio.delta')
      emit(`${key} ${kind}`, text(event.delta));
  },
  wholeError: ({ error, status }) =>
    isError(error) || status === 'failed' ? errorCode(error) : undefined,
  wholeUsage: responseUsage,
  wholeText: (answer, emit) => {
    for (const [index, item] of list(answer.output).entries()) emitItem(`${index}`, item, emit);
  },
};

const endings = new Set(['response.completed', 'response.incomplete', 'response.failed']);

function responseUsage({ usage }: JsonObject): Partial<Usage> | undefined {
  const all = count(member(usage, 'input_tokens'));
  if (all === undefined) return undefined;
  const output = count(member(usage, 'output_tokens'));
  return {
    ...inputCounts(all, member(usage, 'input_tokens_details')),
    ...(output !== undefined && { output }),
  };
}

const emitItem = (key: string, item: unknown, emit: Emit): void => {
  emit(`${key} name`, text(member(item, 'name')));
  emit(`${key} arguments`, text(member(item, 'arguments')) || text(member(item, 'input')));
  for (const [index, part] of [
    ...list(member(item, 'content')),
    ...list(member(item, 'summary')),
  ].entries())
    emit(`${key} ${index}`, text(member(part, 'text')) || text(member(part, 'refusal')));
};
