/** Which models the gateway serves, from site.config, the public catalogue and the sandbox's test models. */
import { type Protocol, protocols } from '../domain/protocol.ts';
import { type EpochMs, type Rates, ratesFrom, type Version } from '../domain/rates.ts';
import { type SandboxModel, sandboxModels } from '../domain/sandbox-models.ts';
import type { ModelConfig, SiteConfig } from '../domain/site.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { type ModelMetadata, publicMetadata } from './model-metadata.ts';

/** An upstream that serves a model, and the model's id there. */
export type Candidate = { upstream: Upstream; model: string };

export type ServedModel = Omit<ModelMetadata, 'rates'> & {
  id: string;
  /** Spoken by at least one of its upstreams. */
  protocols: Protocol[];
  /** In order of preference. */
  candidates: Candidate[];
  testModel: boolean;
  /** Rates to seed the store with. */
  seed: Version<Rates>[];
};

/** `site.config.ts` names what is not there, or a model without a price. */
export class CatalogueError extends Error {
  override name = 'CatalogueError';
}

export const servedModels = async (
  site: Pick<SiteConfig, 'models' | 'upstreams'>,
  upstreams: ReadonlyMap<string, Upstream>,
): Promise<ServedModel[]> => {
  const sandbox = site.upstreams.find(({ kind }) => kind === 'sandbox');
  const sandboxUpstream = sandbox && upstreams.get(sandbox.id);
  const configured = await Promise.all(
    site.models.map((model) => configuredModel(model, upstreams)),
  );
  const ids = new Set(configured.map(({ id }) => id));
  const tests = sandboxUpstream
    ? sandboxModels
        .filter(({ id }) => !ids.has(id))
        .map((model) => testModel(model, sandboxUpstream))
    : [];
  return [...configured, ...tests];
};

const allProtocols = Object.keys(protocols) as Protocol[];

/** Rates of a list that names no moment: in force ever since. */
const always: EpochMs = 0;

const testModel = (model: SandboxModel, upstream: Upstream): ServedModel => ({
  id: model.id,
  name: model.name,
  description: model.description,
  kind: 'chat',
  contextWindow: model.contextWindow,
  maxOutput: model.maxOutput,
  modality: { input: ['text'], output: ['text'] },
  caching: model.caching,
  protocols: allProtocols.filter((protocol) => upstream.protocols.includes(protocol)),
  candidates: [{ upstream, model: model.id }],
  testModel: true,
  seed: [
    {
      effectiveAt: always,
      value: ratesFrom({ ...model.rates, effectiveAt: '1970-01-01T00:00:00Z' }),
    },
  ],
});

const configuredModel = async (
  config: ModelConfig,
  upstreams: ReadonlyMap<string, Upstream>,
): Promise<ServedModel> => {
  const candidates = config.upstreams.map(({ id, model }) => {
    const upstream = upstreams.get(id);
    if (!upstream)
      throw new CatalogueError(
        `Model "${config.id}" in site.config.ts names the upstream "${id}", which is not configured.`,
      );
    return { upstream, model: model ?? config.id };
  });
  const { rates, ...metadata } = await metadataOf(config);
  const seed = config.rates
    ? config.rates.map((rate) => ({
        effectiveAt: Date.parse(rate.effectiveAt),
        value: ratesFrom(rate),
      }))
    : rates && [{ effectiveAt: always, value: rates }];
  if (!seed || seed.length === 0)
    throw new CatalogueError(
      `Model "${config.id}" has no price: the public catalogue does not list it, so give it rates in site.config.ts.`,
    );
  return {
    id: config.id,
    ...metadata,
    protocols: allProtocols.filter(
      (protocol) =>
        (protocol === 'openai-embeddings') === (metadata.kind === 'embedding') &&
        candidates.some(({ upstream }) => upstream.protocols.includes(protocol)),
    ),
    candidates,
    testModel: false,
    seed,
  };
};

/** What the configuration says comes before what the public catalogue says. */
const metadataOf = async (config: ModelConfig): Promise<ModelMetadata> => {
  const known =
    (await publicMetadata(config.id)) ??
    (await firstKnown(config.upstreams.flatMap(({ model }) => model ?? [])));
  return {
    name: config.name ?? known?.name ?? config.id,
    description: config.description ?? known?.description ?? '',
    kind: config.kind ?? known?.kind ?? 'chat',
    contextWindow: config.contextWindow ?? known?.contextWindow ?? null,
    maxOutput: config.maxOutput ?? known?.maxOutput ?? null,
    modality: config.modality ?? known?.modality ?? { input: ['text'], output: ['text'] },
    caching: config.caching ?? known?.caching ?? false,
    rates: known?.rates ?? null,
  };
};

const firstKnown = async (ids: string[]): Promise<ModelMetadata | undefined> => {
  for (const id of ids) {
    const known = await publicMetadata(id);
    if (known) return known;
  }
  return undefined;
};
