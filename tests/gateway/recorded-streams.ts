/** Streams as the vendors send them, event by event, and what is in them. */
import type { Protocol } from '../../src/domain/protocol.ts';

export type RecordedStream = {
  protocol: Protocol;
  path: string;
  /** The request that asks for it, without its model. */
  request: object;
  /** Whole events, in order; the last one is the end marker. */
  events: string[];
  /** Text that the event at an index emits; empty for most. */
  emits: string[];
  /** What the upstream reports at the end. */
  reported: { input: number; output: number };
};

const words = ['Grüße', ' from', ' the', ' other', ' side', ' 🙂', ' of', ' the', ' wire.'];

const question = [{ role: 'user' as const, content: 'Say hello, please.' }];

const chatEvent = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
    usage: null,
  })}\n\n`;

export const chatUsageEvent = `data: ${JSON.stringify({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [],
  usage: {
    prompt_tokens: 21,
    completion_tokens: 34,
    total_tokens: 55,
    prompt_tokens_details: { cached_tokens: 8 },
    completion_tokens_details: { reasoning_tokens: 3 },
  },
})}\n\n`;

export const chatStream: RecordedStream = {
  protocol: 'openai-chat',
  path: '/v1/chat/completions',
  request: { messages: question, stream: true, stream_options: { include_usage: true } },
  events: [
    chatEvent({ role: 'assistant', content: '' }),
    ...words.map((content) => chatEvent({ content })),
    chatEvent({}, 'stop'),
    chatUsageEvent,
    'data: [DONE]\n\n',
  ],
  emits: ['', ...words, '', '', ''],
  reported: { input: 13, output: 34 },
};

const anthropicEvent = (event: { type: string }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const delta = (text: string) =>
  anthropicEvent({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  } as { type: string });

export const messagesStream: RecordedStream = {
  protocol: 'anthropic-messages',
  path: '/v1/messages',
  request: { messages: question, stream: true, max_tokens: 100 },
  events: [
    anthropicEvent({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 21, output_tokens: 1, cache_read_input_tokens: 0 },
      },
    } as { type: string }),
    anthropicEvent({
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'text', text: '' },
    } as { type: string }),
    anthropicEvent({ type: 'ping' }),
    ...words.map(delta),
    anthropicEvent({ type: 'content_block_stop', index: 0 } as { type: string }),
    anthropicEvent({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 34 },
    } as { type: string }),
    anthropicEvent({ type: 'message_stop' }),
  ],
  emits: ['', '', '', ...words, '', '', ''],
  reported: { input: 21, output: 34 },
};

const responseEvent = (event: { type: string; [name: string]: unknown }): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

const response = (status: string, usage: object | null) => ({
  id: 'resp_1',
  object: 'response',
  status,
  model: 'm',
  output: [],
  error: null,
  usage,
});

const responsesStream: RecordedStream = {
  protocol: 'openai-responses',
  path: '/v1/responses',
  request: { input: 'Say hello, please.', stream: true },
  events: [
    responseEvent({ type: 'response.created', response: response('in_progress', null) }),
    responseEvent({
      type: 'response.output_item.added',
      output_index: 0,
      item: { type: 'message', role: 'assistant', content: [] },
    }),
    ...words.map((text) =>
      responseEvent({
        type: 'response.output_text.delta',
        output_index: 0,
        content_index: 0,
        delta: text,
      }),
    ),
    responseEvent({
      type: 'response.output_text.done',
      output_index: 0,
      content_index: 0,
      text: words.join(''),
    }),
    responseEvent({
      type: 'response.completed',
      response: response('completed', {
        input_tokens: 21,
        input_tokens_details: { cached_tokens: 8 },
        output_tokens: 34,
        output_tokens_details: { reasoning_tokens: 3 },
        total_tokens: 55,
      }),
    }),
  ],
  emits: ['', '', ...words, '', ''],
  reported: { input: 13, output: 34 },
};

export const recordedStreams = [chatStream, messagesStream, responsesStream];
