import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { promptRequest } from '../../src/domain/prompt-request.ts';
import type { ChatProtocol } from '../../src/domain/protocol.ts';
import { changeProtocol } from '../../src/islands/request/change-protocol.ts';
import {
  chatProtocols,
  type PlaygroundRequest,
  readFields,
  withField,
} from '../../src/islands/request/request-body.ts';

const of = (protocol: ChatProtocol, body: unknown): PlaygroundRequest => ({
  protocol,
  body: JSON.stringify(body),
});
const parsed = ({ body }: PlaygroundRequest) => JSON.parse(body);

describe('the form over the JSON body', () => {
  it('reads back whatever was written into a field, over every protocol', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chatProtocols),
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        fc.boolean(),
        (protocol, system, message, temperature, maxTokens, stream) => {
          let request = promptRequest({ protocol, model: 'm', prompt: 'hello' });
          request = withField(request, 'system', system);
          request = withField(request, 'message', message);
          request = withField(request, 'temperature', String(temperature));
          request = withField(request, 'maxTokens', String(maxTokens));
          request = withField(request, 'stream', stream);
          expect(readFields(request)).toEqual({
            model: 'm',
            system,
            message,
            otherMessages: 0,
            temperature: String(temperature),
            maxTokens: String(maxTokens),
            stream,
          });
        },
      ),
    );
  });

  it('leaves alone what it has no field for', () => {
    const request = of('openai-chat', {
      model: 'a',
      tools: [{ type: 'function' }],
      messages: [
        { role: 'developer', content: 'short' },
        { role: 'user', content: 'one', name: 'n' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: 'three' },
      ],
    });
    expect(parsed(withField(request, 'message', 'four'))).toEqual({
      model: 'a',
      tools: [{ type: 'function' }],
      messages: [
        { role: 'developer', content: 'short' },
        { role: 'user', content: 'one', name: 'n' },
        { role: 'assistant', content: 'two' },
        { role: 'user', content: 'four' },
      ],
    });
    expect(readFields(request)?.otherMessages).toBe(2);
  });

  it('removes a member when its field is emptied', () => {
    let request = withField(
      promptRequest({ protocol: 'openai-chat', model: 'm', prompt: 'x' }),
      'system',
      'y',
    );
    request = withField(withField(request, 'system', ''), 'maxTokens', '');
    request = withField(request, 'stream', false);
    expect(parsed(request)).toEqual({ model: 'm', messages: [{ role: 'user', content: 'x' }] });
  });

  it('does not offer to edit a message that holds more than text', () => {
    const image = [{ type: 'image_url', image_url: { url: 'data:,' } }];
    const request = of('openai-chat', { messages: [{ role: 'user', content: image }] });
    expect(readFields(request)?.message).toBeNull();
  });

  it('shows nothing for a body that is no JSON object, and changes nothing in it', () => {
    for (const body of ['', '{', '[]', 'null', '"x"']) {
      const request: PlaygroundRequest = { protocol: 'openai-chat', body };
      expect(readFields(request)).toBeUndefined();
      expect(withField(request, 'model', 'm')).toEqual(request);
    }
  });

  it('takes any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.constantFrom(...chatProtocols), fc.json(), (protocol, body) => {
        const request = { protocol, body };
        expect(() => readFields(request)).not.toThrow();
        for (const other of chatProtocols)
          expect(() => changeProtocol(request, other)).not.toThrow();
      }),
    );
  });
});

describe('a change of protocol', () => {
  it('carries model, texts, limit and stream to any protocol and back', () => {
    for (const from of chatProtocols)
      for (const to of chatProtocols) {
        const request = withField(
          promptRequest({ protocol: from, model: 'm', prompt: 'hello' }),
          'system',
          'be kind',
        );
        const there = changeProtocol(request, to);
        expect(readFields(there.request)).toEqual(readFields(request));
        expect(there.dropped).toEqual([]);
        expect(changeProtocol(there.request, from).request.body).toBe(request.body);
      }
  });

  it('carries a conversation and names what it leaves out', () => {
    const turns = [
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'two' },
      { role: 'user', content: 'three' },
    ];
    const chat = of('openai-chat', { model: 'm', messages: turns, logit_bias: {}, seed: 1 });
    const { request, dropped } = changeProtocol(chat, 'anthropic-messages');
    expect(parsed(request)).toEqual({ model: 'm', max_tokens: 1024, messages: turns });
    expect(dropped).toEqual(['logit_bias', 'seed']);
  });
});
