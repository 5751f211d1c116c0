import { describe, expect, it } from 'vitest';
import { eventError, eventText, wholeText } from '../../src/islands/gateway/answer-text.ts';

describe('the text of an answer', () => {
  it('is read from the events of each protocol', () => {
    expect(eventText('openai-chat', { choices: [{ delta: { content: 'a' } }] })).toBe('a');
    expect(eventText('openai-responses', { type: 'response.output_text.delta', delta: 'b' })).toBe(
      'b',
    );
    expect(
      eventText('anthropic-messages', {
        type: 'content_block_delta',
        delta: { type: 'text_delta', text: 'c' },
      }),
    ).toBe('c');
  });

  it('is read from whole answers, tool calls included', () => {
    expect(wholeText('openai-chat', { choices: [{ message: { content: 'a' } }] })).toBe('a');
    expect(
      wholeText('openai-responses', {
        output: [{ content: [{ type: 'output_text', text: 'b' }] }],
      }),
    ).toBe('b');
    expect(
      wholeText('anthropic-messages', {
        content: [
          { type: 'text', text: 'c' },
          { type: 'tool_use', name: 'find', input: { a: 1 } },
        ],
      }),
    ).toMatch(/^c\n\n```json[\s\S]*"tool": "find"/);
  });

  it('is empty for whatever an upstream sends that is none of these', () => {
    for (const event of [undefined, null, 1, 'x', [], {}, { choices: 'x' }, { choices: [null] }])
      for (const protocol of ['openai-chat', 'openai-responses', 'anthropic-messages'] as const) {
        expect(eventText(protocol, event)).toBe('');
        expect(wholeText(protocol, event)).toBe('');
      }
  });

  it('knows an error that arrives inside a stream', () => {
    expect(eventError({ type: 'error', error: { message: 'busy' } })).toBe('busy');
    expect(eventError({ error: { message: 'cut' } })).toBe('cut');
    expect(eventError({ type: 'response.failed', response: { error: { message: 'no' } } })).toBe(
      'no',
    );
    expect(eventError({ choices: [] })).toBeUndefined();
  });
});
