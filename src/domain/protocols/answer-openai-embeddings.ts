/** Answers of OpenAI's embeddings: no text, input tokens only. They are never streamed. */

import type { AnswerReader } from './answer.ts';
import { count, errorCode, isError } from './answer-values.ts';
import { member } from './json-value.ts';

export const openaiEmbeddings: AnswerReader = {
  telling: /"error"|"usage"/,
  meaning: () => ({}),
  emitted: () => undefined,
  wholeError: ({ error }) => (isError(error) ? errorCode(error) : undefined),
  wholeUsage: (answer) => {
    const input = count(member(answer.usage, 'prompt_tokens'));
    return input === undefined ? undefined : { input, output: 0 };
  },
  wholeText: () => undefined,
};
