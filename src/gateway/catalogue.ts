/** The models that the gateway serves, with their rates and multipliers in force and announced (M4). */

import type { LiveModel } from '../domain/playground-api.ts';
import {
  coming,
  type EpochMs,
  inForce,
  multiplierScale,
  type Price,
  parseMultiplier,
  type Rates,
} from '../domain/rates.ts';
import { inScope } from '../domain/scope.ts';
import type { SiteConfig } from '../domain/site.ts';
import { usageKinds } from '../domain/usage.ts';
import type { GroupRecord } from '../storage/groups.ts';
import { type Catalogue, loadCatalogue, syncRates } from '../storage/rates.ts';
import type { Store } from '../storage/store.ts';
import type { Upstream } from '../upstreams/upstream.ts';
import { type ServedModel, servedModels } from './served-models.ts';

export type ModelCatalogue = {
  /** Models in the scope of a group, at its multiplier; all of them at list price without a group. */
  list(group?: Pick<GroupRecord, 'id' | 'scope'>): LiveModel[];
  find(id: string): ServedModel | undefined;
  ids(): string[];
  /** The price in force at a moment; undefined when the model or the group has none. */
  price(model: string, group: string, at: EpochMs): Price | undefined;
  /** The group's multiplier in force, and the next one announced. */
  multiplier(group: string, at: EpochMs): GroupMultiplier;
  /** Loads rates and multipliers anew, unless they are of this revision already. */
  refresh(revision?: number): Promise<void>;
};

export type GroupMultiplier = {
  now: string;
  coming: { multiplier: string; effectiveAt: EpochMs } | null;
};

export type CatalogueParts = {
  store: Store;
  upstreams: ReadonlyMap<string, Upstream>;
  site: Pick<SiteConfig, 'models' | 'upstreams'>;
};

/** Seeds the store with the rates of site.config and the public catalogue, then reads it. Throws CatalogueError, StoreError. */
export const createCatalogue = async ({
  store,
  upstreams,
  site,
}: CatalogueParts): Promise<ModelCatalogue> => {
  const models = await servedModels(site, upstreams);
  await syncRates(
    store,
    models.map(({ id, seed }) => ({ model: id, versions: seed })),
  );
  const byId = new Map(models.map((model) => [model.id, model]));
  let loaded = await loadCatalogue(store);
  let loading: Promise<void> | undefined;
  const load = async (): Promise<void> => {
    try {
      loaded = await loadCatalogue(store);
    } finally {
      loading = undefined;
    }
  };
  return {
    list: (group) =>
      models
        .filter(({ id }) => !group || inScope(group.scope, id))
        .map((model) => liveModel(model, loaded, group?.id, store.clock.now())),
    find: (id) => byId.get(id),
    ids: () => [...byId.keys()],
    price: (model, group, at) => {
      const rates = inForce(loaded.rates.get(model) ?? [], at);
      const multiplier = inForce(loaded.multipliers.get(group) ?? [], at);
      return rates && multiplier !== undefined ? { rates, multiplier } : undefined;
    },
    multiplier: (group, at) => {
      const versions = loaded.multipliers.get(group) ?? [];
      const next = coming(versions, at);
      return {
        now: inForce(versions, at) ?? '1',
        coming: next ? { multiplier: next.value, effectiveAt: next.effectiveAt } : null,
      };
    },
    refresh: async (revision) => {
      if (revision === loaded.revision) return;
      loading ??= load();
      await loading;
    },
  };
};

const liveModel = (
  model: ServedModel,
  { rates, multipliers }: Catalogue,
  group: string | undefined,
  now: EpochMs,
): LiveModel => {
  const listRates = rates.get(model.id) ?? [];
  const groupMultipliers = group === undefined ? [] : (multipliers.get(group) ?? []);
  const current = inForce(listRates, now) ?? null;
  const multiplier = inForce(groupMultipliers, now) ?? null;
  const changes = [coming(listRates, now), coming(groupMultipliers, now)].flatMap((version) =>
    version ? [version.effectiveAt] : [],
  );
  const change = changes.length > 0 ? Math.min(...changes) : undefined;
  const nextRates = change === undefined ? undefined : inForce(listRates, change);
  const nextMultiplier = change === undefined ? '1' : (inForce(groupMultipliers, change) ?? '1');
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    kind: model.kind,
    protocols: model.protocols,
    contextWindow: model.contextWindow,
    maxOutput: model.maxOutput,
    modality: model.modality,
    caching: model.caching,
    rates: current,
    multiplier,
    price: current && multiplied(current, multiplier ?? '1'),
    coming:
      change !== undefined && nextRates
        ? {
            effectiveAt: new Date(change).toISOString(),
            rates: nextRates,
            multiplier: nextMultiplier,
            price: multiplied(nextRates, nextMultiplier),
          }
        : null,
    testModel: model.testModel,
  };
};

const multiplied = (rates: Rates, multiplier: string): Rates => {
  const factor = parseMultiplier(multiplier);
  const half = multiplierScale / 2n;
  return Object.fromEntries(
    usageKinds.map((kind) => [
      kind,
      Number((BigInt(rates[kind]) * factor + half) / multiplierScale),
    ]),
  ) as Rates;
};
