/**
 * OpenAI Chat Completions.
 * Sources: https://platform.openai.com/docs/api-reference/chat/object, …/chat-streaming.
 */
import { member } from '../../domain/protocols/json-value.ts';
import type { Answer, Finish } from './answer.ts';
import { newId } from './ids.ts';
import type { Reply } from './reply.ts';
import type { Frame } from './response.ts';
import { words } from './words.ts';

export const chatBody = (reply: Reply): object => ({
  ...head(reply, 'chat.completion'),
  choices: reply.answers.map((answer, index) => ({
    index,
    message: {
      role: 'assistant',
      content: answer.call ? null : answer.text,
      ...(answer.call
        ? {
            tool_calls: [
              {
                id: newId('call_', 24),
                type: 'function',
                function: {
                  name: answer.call.name,
                  arguments: JSON.stringify(answer.call.arguments),
                },
              },
            ],
          }
        : {}),
      refusal: null,
      annotations: [],
    },
    logprobs: null,
    finish_reason: finishReasons[answer.finish],
  })),
  usage: chatUsage(reply),
});

export const chatFrames = function* (reply: Reply): Generator<Frame> {
  const includeUsage = member(reply.body.stream_options, 'include_usage') === true;
  const chunkHead = head(reply, 'chat.completion.chunk');
  const chunk = (choices: object[], words = 0, usage: object | null = null): Frame => ({
    text: `data: ${JSON.stringify({
      ...chunkHead,
      choices,
      ...(includeUsage ? { usage } : {}),
    })}\n\n`,
    words,
  });
  for (const [index, answer] of reply.answers.entries())
    for (const { delta, finish = null, words } of deltas(answer))
      yield chunk([{ index, delta, logprobs: null, finish_reason: finish }], words);
  if (includeUsage) yield chunk([], 0, chatUsage(reply));
  yield { text: 'data: [DONE]\n\n', words: 0 };
};

type Step = { delta: object; finish?: string; words: number };

const deltas = function* (answer: Answer): Generator<Step> {
  const role = 'assistant';
  if (answer.call) {
    const { name } = answer.call;
    const call = {
      index: 0,
      id: newId('call_', 24),
      type: 'function',
      function: { name, arguments: '' },
    };
    yield { delta: { role, content: null, tool_calls: [call], refusal: null }, words: 1 };
    for (const piece of words(JSON.stringify(answer.call.arguments)))
      yield { delta: { tool_calls: [{ index: 0, function: { arguments: piece } }] }, words: 1 };
  } else {
    yield { delta: { role, content: '', refusal: null }, words: 0 };
    for (const word of words(answer.text)) yield { delta: { content: word }, words: 1 };
  }
  yield { delta: {}, finish: finishReasons[answer.finish], words: 0 };
};

const finishReasons: Record<Finish, string> = {
  stop: 'stop',
  length: 'length',
  tool_call: 'tool_calls',
  stop_sequence: 'stop',
};

const head = (reply: Reply, object: string) => ({
  id: newId('chatcmpl-', 29),
  object,
  created: reply.created,
  model: reply.model,
  service_tier: 'default',
  system_fingerprint: 'fp_sandbox',
});

const chatUsage = ({ usage }: Reply) => ({
  prompt_tokens: usage.input,
  completion_tokens: usage.output,
  total_tokens: usage.input + usage.output,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
});
