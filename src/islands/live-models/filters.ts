/** Which models are shown and in which order. It lives in the URL's query, so that a view can be linked. */
import type { LiveModel } from '../../domain/playground-api.ts';
import { type Protocol, protocols } from '../../domain/protocol.ts';

export type SortBy = 'name' | 'input' | 'output' | 'context';

export type Filters = {
  search: string;
  protocol: Protocol | null;
  /** Highest input price in picodollars per token, which is dollars per million times a million. */
  price: number | null;
  sort: SortBy;
  /** Whether test models are listed. */
  tests: boolean;
};

export const noFilters: Filters = {
  search: '',
  protocol: null,
  price: null,
  sort: 'name',
  tests: true,
};

export const sorts: SortBy[] = ['name', 'input', 'output', 'context'];

/** Steps of the price filter. */
export const priceSteps = [500_000, 1_000_000, 3_000_000, 10_000_000];

/** Anything that is no filter is left out, so a mistyped address shows all models. */
export const readFilters = (query: string): Filters => {
  const values = new URLSearchParams(query);
  const protocol = values.get('protocol');
  const price = Number(values.get('price'));
  return {
    search: values.get('q') ?? '',
    protocol: protocol && Object.hasOwn(protocols, protocol) ? (protocol as Protocol) : null,
    price: priceSteps.includes(price) ? price : null,
    sort: sorts.find((sort) => sort === values.get('sort')) ?? noFilters.sort,
    tests: values.get('tests') !== 'no',
  };
};

/** The query without its `?`; empty when nothing is filtered. */
export const writeFilters = (filters: Filters): string => {
  const values = new URLSearchParams();
  if (filters.search) values.set('q', filters.search);
  if (filters.protocol) values.set('protocol', filters.protocol);
  if (filters.price !== null) values.set('price', String(filters.price));
  if (filters.sort !== noFilters.sort) values.set('sort', filters.sort);
  if (!filters.tests) values.set('tests', 'no');
  return values.toString();
};

/** A model whose price is not known passes no price filter, and stands behind those with one. */
export const applyFilters = (models: readonly LiveModel[], filters: Filters): LiveModel[] => {
  const words = filters.search.toLowerCase().split(/\s+/).filter(Boolean);
  const { protocol, price } = filters;
  return models
    .filter((model) => filters.tests || !model.testModel)
    .filter((model) => protocol === null || model.protocols.includes(protocol))
    .filter((model) => price === null || (model.price !== null && model.price.input <= price))
    .filter((model) => {
      const text = `${model.id} ${model.name} ${model.description}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => orders[filters.sort](a, b) || a.id.localeCompare(b.id));
};

type Order = (a: LiveModel, b: LiveModel) => number;

/** What is not known comes last. */
const ascending =
  (value: (model: LiveModel) => number | null | undefined): Order =>
  (a, b) =>
    (value(a) ?? Number.MAX_VALUE) - (value(b) ?? Number.MAX_VALUE);

const orders: Record<SortBy, Order> = {
  name: (a, b) => Number(a.testModel) - Number(b.testModel) || a.name.localeCompare(b.name),
  input: ascending((model) => model.price?.input),
  output: ascending((model) => model.price?.output),
  context: (a, b) => (b.contextWindow ?? -1) - (a.contextWindow ?? -1),
};
