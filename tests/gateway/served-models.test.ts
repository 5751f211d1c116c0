import { expect, test } from 'vitest';
import type { ModelConfig } from '../../src/domain/site.ts';
import { CatalogueError, servedModels } from '../../src/gateway/served-models.ts';
import { scriptedUpstream } from './scripted-upstream.ts';

const upstreams = new Map([['up', scriptedUpstream('up')]]);
const serve = async (model: Omit<ModelConfig, 'upstreams'>, there?: string) => {
  const [served] = await servedModels(
    {
      models: [{ ...model, upstreams: [{ id: 'up', ...(there && { model: there }) }] }],
      upstreams: [],
    },
    upstreams,
  );
  return served;
};

test('limits, modalities and list price come from the public catalogue', async () => {
  expect(await serve({ id: 'claude-sonnet-4-5' })).toMatchObject({
    name: 'Sonnet 4.5',
    kind: 'chat',
    contextWindow: 200_000,
    maxOutput: 64_000,
    modality: { input: ['text', 'image', 'pdf'], output: ['text'] },
    caching: true,
    seed: [
      {
        effectiveAt: 0,
        value: {
          input: 3_000_000,
          output: 15_000_000,
          cacheRead: 300_000,
          cacheWrite5m: 3_750_000,
          cacheWrite1h: 6_000_000,
        },
      },
    ],
  });
});

test('a model that only models.dev lists is found there', async () => {
  const served = await serve({ id: 'claude-3-opus-20240229-x' }, 'mistral/open-mixtral-8x22b');
  expect(served?.contextWindow).toBeGreaterThan(0);
  expect(served?.seed[0]?.value.input).toBeGreaterThan(0);
});

test('an alias takes what is known of the model at its upstream', async () => {
  expect(await serve({ id: 'fast' }, 'gpt-4o-mini')).toMatchObject({
    id: 'fast',
    maxOutput: 16_384,
  });
});

test('what site.config.ts says comes first', async () => {
  const served = await serve({
    id: 'claude-sonnet-4-5',
    name: 'Ours',
    maxOutput: 10,
    rates: [
      { effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '2' },
      { effectiveAt: '2027-01-01T00:00:00Z', input: '2', output: '3' },
    ],
  });
  expect(served).toMatchObject({ name: 'Ours', maxOutput: 10, contextWindow: 200_000 });
  expect(served?.seed.map(({ value }) => value.input)).toEqual([1_000_000, 2_000_000]);
});

test('a model without a price, or with an unknown upstream, is refused at start', async () => {
  await expect(serve({ id: 'nobody-knows-me' })).rejects.toThrow(CatalogueError);
  await expect(
    servedModels({ models: [{ id: 'm', upstreams: [{ id: 'gone' }] }], upstreams: [] }, upstreams),
  ).rejects.toThrow('names the upstream "gone"');
});

test('an embedding model is served over the embeddings protocol alone', async () => {
  const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '0.02', output: '0' }];
  expect((await serve({ id: 'e', kind: 'embedding', rates }))?.protocols).toEqual([
    'openai-embeddings',
  ]);
  expect((await serve({ id: 'c', rates }))?.protocols).not.toContain('openai-embeddings');
});
