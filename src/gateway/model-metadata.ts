/**
 * What public catalogues know about a model: names, limits, modalities and list prices. Two of them, both
 * as published on npm: llm-zoo is the newer one, models.dev the wider one. Both are loaded when a model in
 * `site.config.ts` leaves something open, and not before.
 */
import type { LiveModel } from '../domain/playground-api.ts';
import type { Rates } from '../domain/rates.ts';
import { fromLlmZoo } from './metadata-llm-zoo.ts';
import { fromModelsDev } from './metadata-models-dev.ts';

export type ModelMetadata = Pick<
  LiveModel,
  'name' | 'description' | 'kind' | 'contextWindow' | 'maxOutput' | 'modality' | 'caching'
> & {
  /** List price; null when the catalogue has none. */
  rates: Rates | null;
};

/** A model by the id that its maker gives it, with or without `maker/` in front. */
export const publicMetadata = async (id: string): Promise<ModelMetadata | undefined> =>
  (await fromLlmZoo(id)) ?? (await fromModelsDev(id));
