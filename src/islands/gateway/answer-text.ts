/** The text for people in what a model answered, over each protocol: of one event, or of a whole answer. */

import type { Protocol } from '../../domain/protocol.ts';
import { list, member, text } from '../../domain/protocols/json-value.ts';

/** Text that one event of a stream adds. */
export const eventText = (protocol: Protocol, event: unknown): string =>
  readers[protocol].event(event);

/** Text of an answer that came in one piece. */
export const wholeText = (protocol: Protocol, answer: unknown): string =>
  readers[protocol].whole(answer);

/** An error that arrives inside a stream: its message, or undefined for any other event. */
export const eventError = (event: unknown): string | undefined => {
  const error = member(event, 'error') ?? member(member(event, 'response'), 'error');
  const message = member(error, 'message');
  if (typeof message === 'string') return message;
  return member(event, 'type') === 'error' ? text(member(event, 'message')) : undefined;
};

type Reader = { event(event: unknown): string; whole(answer: unknown): string };

const firstChoice = (value: unknown): unknown => list(member(value, 'choices'))[0];

/** A call of a tool has no text; it is shown as what it is. */
const toolCall = (name: unknown, input: unknown): string =>
  `\n\n\`\`\`json\n${JSON.stringify({ tool: name, input }, null, 2)}\n\`\`\`\n`;

const parsedArguments = (value: unknown): unknown => {
  try {
    return JSON.parse(text(value));
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
};

const readers: Record<Protocol, Reader> = {
  'openai-chat': {
    event: (event) => text(member(member(firstChoice(event), 'delta'), 'content')),
    whole: (answer) => {
      const message = member(firstChoice(answer), 'message');
      const calls = list(member(message, 'tool_calls')).map((item) => {
        const fn = member(item, 'function');
        return toolCall(member(fn, 'name'), parsedArguments(member(fn, 'arguments')));
      });
      return text(member(message, 'content')) + calls.join('');
    },
  },
  'openai-responses': {
    event: (event) =>
      member(event, 'type') === 'response.output_text.delta' ? text(member(event, 'delta')) : '',
    whole: (answer) =>
      list(member(answer, 'output'))
        .map((item) =>
          member(item, 'type') === 'function_call'
            ? toolCall(member(item, 'name'), parsedArguments(member(item, 'arguments')))
            : list(member(item, 'content'))
                .map((part) => text(member(part, 'text')))
                .join(''),
        )
        .join(''),
  },
  'openai-embeddings': {
    event: () => '',
    whole: (answer) => {
      const vector = list(member(list(member(answer, 'data'))[0], 'embedding'));
      return `\`[${vector.slice(0, 8).join(', ')}${vector.length > 8 ? ', …' : ''}]\``;
    },
  },
  'anthropic-messages': {
    event: (event) =>
      member(event, 'type') === 'content_block_delta'
        ? text(member(member(event, 'delta'), 'text'))
        : '',
    whole: (answer) =>
      list(member(answer, 'content'))
        .map((block) =>
          member(block, 'type') === 'tool_use'
            ? toolCall(member(block, 'name'), member(block, 'input'))
            : text(member(block, 'text')),
        )
        .join(''),
  },
};
