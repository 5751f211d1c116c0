/** What the stand-in says when it behaves, in the protocol that it is asked in. */
import { noUsage } from '../../src/domain/usage.ts';
import { messageBody, messageFrames } from '../../src/upstreams/sandbox/anthropic-messages.ts';
import { chatBody, chatFrames } from '../../src/upstreams/sandbox/openai-chat.ts';
import { responseBody, responseFrames } from '../../src/upstreams/sandbox/openai-responses.ts';
import type { Reply } from '../../src/upstreams/sandbox/reply.ts';

/** Text of every answer, with characters of two, three and four bytes. */
export const spokenText = 'One wörd, two words — three 🎉 and goodbye.';

/** Usage that every finished answer reports. */
export const reportedUsage = { input: 7, output: 13 };

export type SpokenAnswer = {
  stream: boolean;
  /** The JSON body, or the whole stream. */
  whole: string;
  /** Events of the stream; a JSON body is one. */
  events: string[];
};

type Body = { stream?: boolean; stream_options?: { include_usage?: boolean } };

export const speak = (path: string, body: Body & Record<string, unknown>): SpokenAnswer => {
  const reply: Reply = {
    body,
    model: String(body.model),
    created: 1_767_225_600,
    answers: [{ text: spokenText, finish: 'stop', tokens: reportedUsage.output }],
    usage: { ...noUsage, ...reportedUsage },
  };
  const { whole, frames } = wireOf(path);
  const events = body.stream
    ? Array.from(frames(reply), ({ text }) => text)
    : [JSON.stringify(whole(reply))];
  return { stream: body.stream === true, whole: events.join(''), events };
};

const wireOf = (path: string) => {
  if (path.includes('/messages')) return { whole: messageBody, frames: messageFrames };
  return path.includes('/responses')
    ? { whole: responseBody, frames: responseFrames }
    : { whole: chatBody, frames: chatFrames };
};
