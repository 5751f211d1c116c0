/**
 * Anthropic Messages.
 * Sources: https://docs.anthropic.com/en/api/messages, …/messages-streaming.
 */
import type { Usage } from '../../domain/usage.ts';
import type { Answer, Finish } from './answer.ts';
import { newId } from './ids.ts';
import type { Reply } from './reply.ts';
import type { Frame } from './response.ts';
import { words } from './words.ts';

export const messageBody = (reply: Reply): object => {
  const [answer] = reply.answers;
  return {
    ...head(reply),
    content: answer ? content(answer) : [],
    ...ending(answer),
    usage: messageUsage(reply.usage, reply.usage.output),
  };
};

export const messageFrames = function* (reply: Reply): Generator<Frame> {
  const [answer] = reply.answers;
  yield event('message_start', {
    message: {
      ...head(reply),
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: messageUsage(reply.usage, Math.min(1, reply.usage.output)),
    },
  });
  yield event('ping', {});
  if (answer?.call) yield* toolBlock(answer.call);
  else if (answer && answer.text !== '') yield* textBlock(answer.text);
  yield event('message_delta', {
    delta: ending(answer),
    usage: messageUsage(reply.usage, reply.usage.output),
  });
  yield event('message_stop', {});
};

const textBlock = function* (text: string): Generator<Frame> {
  yield event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } });
  for (const word of words(text))
    yield event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: word } }, 1);
  yield event('content_block_stop', { index: 0 });
};

const toolBlock = function* (call: NonNullable<Answer['call']>): Generator<Frame> {
  const block = { ...toolUse(call.name), input: {} };
  const delta = (partial_json: string, count: number): Frame =>
    event(
      'content_block_delta',
      { index: 0, delta: { type: 'input_json_delta', partial_json } },
      count,
    );
  yield event('content_block_start', { index: 0, content_block: block }, 1);
  yield delta('', 0);
  for (const piece of words(JSON.stringify(call.arguments))) yield delta(piece, 1);
  yield event('content_block_stop', { index: 0 });
};

const event = (type: string, value: object, count = 0): Frame => ({
  text: `event: ${type}\ndata: ${JSON.stringify({ type, ...value })}\n\n`,
  words: count,
});

const head = ({ model }: Reply) => ({
  id: newId('msg_01', 22),
  type: 'message',
  role: 'assistant',
  model,
});

const content = ({ call, text }: Answer): object[] => {
  if (call) return [{ ...toolUse(call.name), input: call.arguments }];
  return text === '' ? [] : [{ type: 'text', text }];
};

const toolUse = (name: string) => ({ type: 'tool_use', id: newId('toolu_01', 22), name });

const stopReasons: Record<Finish, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_call: 'tool_use',
  stop_sequence: 'stop_sequence',
};

const ending = (answer: Answer | undefined) => ({
  stop_reason: stopReasons[answer?.finish ?? 'stop'],
  stop_sequence: answer?.stopSequence ?? null,
});

const messageUsage = (usage: Usage, output: number) => ({
  input_tokens: usage.input,
  cache_creation_input_tokens: usage.cacheWrite5m + usage.cacheWrite1h,
  cache_read_input_tokens: usage.cacheRead,
  cache_creation: {
    ephemeral_5m_input_tokens: usage.cacheWrite5m,
    ephemeral_1h_input_tokens: usage.cacheWrite1h,
  },
  output_tokens: output,
  service_tier: 'standard',
});
