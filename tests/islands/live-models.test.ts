import { describe, expect, it } from 'vitest';
import type { LiveModel } from '../../src/domain/playground-api.ts';
import { assumedModels } from '../../src/islands/gateway/assumed-models.ts';
import {
  applyFilters,
  noFilters,
  readFilters,
  writeFilters,
} from '../../src/islands/live-models/filters.ts';

const testModels = assumedModels({ state: 'loading' }, { state: 'loading' });

const model = (id: string, input: number | null, extra: Partial<LiveModel> = {}): LiveModel => ({
  ...(testModels[0] as LiveModel),
  id,
  name: id,
  description: '',
  protocols: ['openai-chat'],
  testModel: false,
  price:
    input === null
      ? null
      : { input, output: input, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  ...extra,
});
const models = [
  model('b/dear', 9_000_000, { contextWindow: 10 }),
  model('a/cheap', 500_000, { contextWindow: 20, protocols: ['anthropic-messages'] }),
  model('c/unknown', null, { contextWindow: null }),
  ...testModels.slice(0, 1),
];
const ids = (filters: Partial<typeof noFilters>) =>
  applyFilters(models, { ...noFilters, ...filters }).map(({ id }) => id);

describe('filters of the live list', () => {
  it('go into the query and come back', () => {
    const filters = {
      search: 'gpt & "mini"',
      protocol: 'openai-chat',
      price: 1_000_000,
      sort: 'context',
      tests: false,
    } as const;
    expect(readFilters(writeFilters(filters))).toEqual(filters);
    expect(writeFilters(noFilters)).toBe('');
  });

  it('ignore what is no filter', () => {
    expect(readFilters('protocol=toString&price=7&sort=__proto__&tests=maybe')).toEqual(noFilters);
  });

  it('find by every word, in id, name and description', () => {
    expect(ids({ search: 'DOCS passage' })).toEqual(['sandbox/docs']);
    expect(ids({ search: 'docs zebra' })).toEqual([]);
  });

  it('by price: a model whose price is not known never passes', () => {
    expect(ids({ price: 1_000_000 })).toEqual(['a/cheap']);
  });

  it('by protocol, and without test models', () => {
    expect(ids({ protocol: 'anthropic-messages', tests: false })).toEqual(['a/cheap']);
  });

  it('in every order what is not known comes last, test models after the others by name', () => {
    expect(ids({ sort: 'input', tests: false })).toEqual(['a/cheap', 'b/dear', 'c/unknown']);
    expect(ids({ sort: 'context', tests: false })).toEqual(['a/cheap', 'b/dear', 'c/unknown']);
    expect(ids({}).at(-1)).toBe('sandbox/docs');
  });
});
