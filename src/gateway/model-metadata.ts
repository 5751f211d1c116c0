/** What a public catalogue knows about a model: names, limits, modalities and list prices. */
import type { LiveModel } from '../domain/playground-api.ts';
import type { Rates } from '../domain/rates.ts';

export type ModelMetadata = Pick<
  LiveModel,
  'name' | 'description' | 'kind' | 'contextWindow' | 'maxOutput' | 'modality' | 'caching'
> & {
  /** List price; null when the catalogue has none. */
  rates: Rates | null;
};

export const publicMetadata = async (_id: string): Promise<ModelMetadata | undefined> => undefined;
