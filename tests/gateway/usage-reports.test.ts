/** What upstreams say of tokens, each in its own way. */
import { describe, expect, test } from 'vitest';
import { answeringUpstream, paths } from './answering-upstream.ts';
import { sse } from './scripted-upstream.ts';

const { post, get, settled, chat, answerWith } = answeringUpstream();
const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

describe('usage reports', () => {
  const report = (usage: object) => JSON.stringify({ choices: [], usage });

  test('reasoning that stands beside the completion is output (xAI), reasoning inside it is not added', async () => {
    const details = { completion_tokens_details: { reasoning_tokens: 390 } };
    const counts = { prompt_tokens: 100, completion_tokens: 10, ...details };
    answerWith(report({ ...counts, total_tokens: 500 }));
    await (await chat()).text();
    expect((await settled()).usage).toMatchObject({ input: 100, output: 400 });
    answerWith(report({ ...counts, completion_tokens: 400, total_tokens: 500 }));
    await (await chat()).text();
    expect((await settled()).usage).toMatchObject({ input: 100, output: 400 });
  });

  test('reasoning that only the sum of all tokens tells is output (Gemini), streamed or not', async () => {
    const usage = { completion_tokens: 1, prompt_tokens: 9, total_tokens: 103 };
    answerWith(report(usage));
    await (await chat()).text();
    expect((await settled()).usage).toMatchObject({ input: 9, output: 94 });
    const chunk = (text: string, counts: object) =>
      event({ choices: [{ index: 0, delta: { content: text } }], usage: counts });
    const last = { ...usage, completion_tokens: 3, total_tokens: 105 };
    answerWith(`${chunk('1', usage)}${chunk(', 2', last)}data: [DONE]\n\n`, sse);
    await (await chat({ stream: true })).text();
    expect(await settled()).toMatchObject({
      usageSource: 'reported',
      usage: { input: 9, output: 96 },
    });
  });

  test.each([
    ['under the names of Anthropic', { cache_read_input_tokens: 10_536 }],
    ['under the names of OpenAI', { prompt_tokens_details: { cached_tokens: 10_536 } }],
  ])('a cache that stands beside the prompt is no output (Bedrock, %s)', async (_name, cache) => {
    answerWith(
      report({ prompt_tokens: 368, completion_tokens: 19, total_tokens: 10_923, ...cache }),
    );
    await (await chat()).text();
    expect((await settled()).usage).toMatchObject({ input: 368, cacheRead: 10_536, output: 19 });
  });

  test('a sum that is too small, or that nothing explains, changes nothing', async () => {
    const details = { completion_tokens_details: { reasoning_tokens: 60 } };
    for (const total_tokens of [21, 500]) {
      answerWith(report({ prompt_tokens: 21, completion_tokens: 70, total_tokens, ...details }));
      await (await chat()).text();
      expect((await settled()).usage).toMatchObject({ input: 21, output: 70 });
    }
  });

  test.each([
    ['beside a completion of none', { completion_tokens: 0 }, { output: 60 }],
    [
      'cache reads and writes (OpenRouter)',
      { prompt_tokens_details: { cached_tokens: 5, cache_write_tokens: 10 } },
      { input: 6, cacheRead: 5, cacheWrite5m: 10 },
    ],
    ['cache reads (DeepSeek)', { prompt_cache_hit_tokens: 20 }, { input: 1, cacheRead: 20 }],
    ['cache reads (Moonshot)', { cached_tokens: 20 }, { input: 1, cacheRead: 20 }],
    [
      'cache reads and writes under the names of Anthropic (LiteLLM)',
      { cache_read_input_tokens: 5, cache_creation_input_tokens: 10 },
      { input: 6, cacheRead: 5, cacheWrite5m: 10 },
    ],
    [
      'more from the cache than there was',
      { prompt_tokens_details: { cached_tokens: 20, cache_write_tokens: 20 } },
      { input: 0, cacheRead: 20, cacheWrite5m: 1 },
    ],
  ])('%s', async (_name, usage, found) => {
    const details = { completion_tokens_details: { reasoning_tokens: 60 } };
    answerWith(
      report({ prompt_tokens: 21, completion_tokens: 60, total_tokens: 81, ...details, ...usage }),
    );
    await (await chat()).text();
    expect(await settled()).toMatchObject({ usageSource: 'reported', usage: found });
  });

  test('over Responses, too, with what was written to the cache', async () => {
    const details = { cached_tokens: 5, cache_write_tokens: 10 };
    const usage = { input_tokens: 21, input_tokens_details: details, output_tokens: 3 };
    answerWith(JSON.stringify({ output: [], usage }));
    await (await post(paths.responses, { model: 'm', input: 'Deep?' })).text();
    const { usage: found } = await settled();
    expect(found).toMatchObject({ input: 6, cacheRead: 5, cacheWrite5m: 10, output: 3 });
  });

  test('a count that no answer has is no count, and spoils nobody’s statistics', async () => {
    answerWith(report({ prompt_tokens: 5, completion_tokens: Number.MAX_SAFE_INTEGER }));
    await (await chat()).text();
    await (await chat()).text();
    expect(await settled()).toMatchObject({ usageSource: 'counted', usage: { output: 0 } });
    expect((await get('/v1/key')).status).toBe(200);
  });
});
