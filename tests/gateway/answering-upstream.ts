/** A gateway in front of an upstream whose answers the test writes, and a key to ask it with. */
import { afterAll, beforeAll } from 'vitest';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { json, scriptedUpstream } from './scripted-upstream.ts';

export const paths = {
  chat: '/v1/chat/completions',
  responses: '/v1/responses',
  messages: '/v1/messages',
  embeddings: '/v1/embeddings',
};
export const question = [{ role: 'user', content: 'How deep is the sea?' }];

const rates = [
  {
    effectiveAt: '2026-01-01T00:00:00Z',
    input: '1',
    output: '4',
    cacheRead: '0.1',
    cacheWrite5m: '1.25',
    cacheWrite1h: '2',
  },
];
const plainRates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
const upstreams = [{ id: 'scripted' }];

/**
 * Models: `m`, `limited` with limits; `plain`, `bounded` with limits, without rates for the cache; `e` for
 * embeddings. Starts before the tests of a file, ends after them.
 */
export const answeringUpstream = () => {
  const upstream = scriptedUpstream('scripted');
  let gateway: GatewayUnderTest;
  let key: TestKey;

  beforeAll(async () => {
    gateway = await startGateway({
      upstreams: [upstream],
      site: {
        models: [
          { id: 'm', upstreams, rates },
          { id: 'limited', upstreams, rates, contextWindow: 200_000, maxOutput: 64_000 },
          { id: 'plain', upstreams, rates: plainRates },
          {
            id: 'bounded',
            upstreams,
            rates: plainRates,
            contextWindow: 10_000,
            maxOutput: 1_000,
          },
          { id: 'e', kind: 'embedding', upstreams, rates },
        ],
      },
    });
    key = await gateway.newKey();
  });

  afterAll(() => gateway.close());

  const post: TestKey['post'] = (...request) => key.post(...request);
  return {
    upstream,
    post,
    get: ((...request) => key.get(...request)) as TestKey['get'],
    settled: () => key.settled(),
    chat: (more: object = {}) => post(paths.chat, { model: 'm', messages: question, ...more }),
    messages: (more: object = {}) =>
      post(paths.messages, { model: 'm', max_tokens: 100, messages: question, ...more }),
    answerWith: (
      text: string | Buffer,
      headers: Record<string, string> = json,
      status = 200,
    ): void => {
      upstream.script = ({ sink }) => {
        sink.head(status, headers);
        if (text.length > 0) sink.chunk(Buffer.from(text));
        sink.end();
      };
    },
  };
};
