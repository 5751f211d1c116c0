import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { json, scriptedUpstream } from './scripted-upstream.ts';

const failing = scriptedUpstream('failing', ({ sink }) => {
  sink.head(500, json);
  sink.chunk(Buffer.from('{}'));
  sink.end();
});
const upstreams = [{ id: failing.id }];
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
let gateway: GatewayUnderTest;
let key: TestKey;

beforeAll(async () => {
  gateway = await startGateway({
    upstreams: [failing],
    site: {
      models: [
        { id: 'm', upstreams, rates },
        { id: 'bounded', upstreams, rates, contextWindow: 10_000, maxOutput: 1_000 },
      ],
    },
  });
  key = await gateway.newKey();
});

afterAll(() => gateway.close());

describe('what is set aside is the most that the request can cost', () => {
  /** Tokens of input and output, from the amount at 1,000 nanodollars for one and 4,000 for the other. */
  const price = (input: number, output: number) => input * 1_000 + output * 4_000;
  const link = { type: 'image_url', image_url: { url: 'https://pictures.example/1.png' } };
  const inline = (bytes: number) => ({
    type: 'image_url',
    image_url: { url: `data:image/png;base64,${'A'.repeat(bytes)}` },
  });
  const reserved = async (model: string, content: unknown, more: object) => {
    const messages = [{ role: 'user', content }];
    await (await key.post('/v1/chat/completions', { model, messages, ...more })).text();
    return (await key.settled()).reserved;
  };

  test.each([
    ['a picture behind a link, 100 tokens at most', 'm', [link], { max_tokens: 100 }, 200_000, 100],
    ['two of them', 'm', [link, link], { max_tokens: 100 }, 400_000, 100],
    ['one, with no limit to the answer', 'm', [link], {}, 200_000, 32_768],
    ['one, for a model of 10,000 tokens', 'bounded', [link], { max_tokens: 100 }, 10_000, 100],
    ['more than a model writes', 'bounded', [link], { max_tokens: 5_000 }, 10_000, 1_000],
    ['no limit to the answer of such a model', 'bounded', [link], {}, 10_000, 1_000],
    ['three answers', 'bounded', [link], { max_tokens: 100, n: 3 }, 10_000, 300],
    ['more text than fits', 'bounded', 'a'.repeat(20_000), { max_tokens: 100 }, 10_000, 100],
  ])('%s', async (_what, model, content, more, input, output) => {
    expect(await reserved(model, content, more)).toBe(price(input, output));
  });

  test('a text by its bytes, a picture in the body by none', async () => {
    const limit = { max_tokens: 100 };
    const [short, long] = [await reserved('m', 'a', limit), await reserved('m', 'aaaa', limit)];
    expect(long - short).toBe(price(3, 0));
    const small = await reserved('m', [inline(4)], limit);
    expect(small).toBe(await reserved('m', [inline(4_000)], limit));
    expect(small).toBeGreaterThan(short + price(50_000, 0));
    expect(small).toBeLessThan(short + price(50_200, 0));
  });
});
