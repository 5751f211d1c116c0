/** The requests that are sent and the answers that must come back, the same for every target. */

/** Events in a streamed answer, the usage chunk and the end marker not counted. */
const eventCount = 200;

export type Traffic = { name: string; body: string; answer: string };

const question = 'Tell me about rivers, in as many words as it takes. '.repeat(8);

const chunk = (more: object) =>
  `data: ${JSON.stringify({
    id: 'chatcmpl-0123456789abcdefghijklmnopqrs',
    object: 'chat.completion.chunk',
    created: 1_767_225_600,
    model: 'bench/instant',
    ...more,
  })}\n\n`;

const delta = (text: string) =>
  chunk({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] });

const usage = {
  prompt_tokens: 90,
  completion_tokens: eventCount,
  total_tokens: 90 + eventCount,
};

/** Events in the pieces in which the upstream writes them: ten at a time. */
export const streamPieces: string[] = Array.from({ length: eventCount / 10 }, (_, piece) =>
  Array.from({ length: 10 }, (_, event) => delta(` word${piece * 10 + event}`)).join(''),
);

export const streamEnd = [
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
  chunk({ choices: [], usage }),
  'data: [DONE]\n\n',
].join('');

export const slowEvent = delta(' word');

const request = (more: object) =>
  JSON.stringify({
    model: 'bench/instant',
    max_tokens: 1_000,
    messages: [{ role: 'user', content: question }],
    ...more,
  });

const streaming = { stream: true, stream_options: { include_usage: true } };

export const json: Traffic = {
  name: 'JSON',
  body: request({}),
  answer: JSON.stringify({
    id: 'chatcmpl-0123456789abcdefghijklmnopqrs',
    object: 'chat.completion',
    created: 1_767_225_600,
    model: 'bench/instant',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Rivers run downhill. '.repeat(20) },
        finish_reason: 'stop',
      },
    ],
    usage,
  }),
};

export const stream: Traffic = {
  name: `${eventCount}-event stream`,
  body: request(streaming),
  answer: streamPieces.join('') + streamEnd,
};

/** A stream without end, ten events a second. */
export const slowBody = request({ ...streaming, model: 'bench/slow' });
