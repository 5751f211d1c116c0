/** Rates of models and multipliers of groups, in versions with the moment that each takes effect (M4). */
import type { EpochMs, Rates, Version } from '../domain/rates.ts';
import { type Store, StoreError } from './store.ts';

export type Catalogue = {
  /** Changes with every group, multiplier and rate; `Caller.catalogueRevision` tells when to load anew. */
  revision: number;
  /** By model id. */
  rates: Map<string, Version<Rates>[]>;
  /** By group id. */
  multipliers: Map<string, Version<string>[]>;
};

export type ModelRates = { model: string; versions: Version<Rates>[] };

const open = (): never => {
  throw new StoreError('Not open.');
};

export const loadCatalogue = async (_s: Store): Promise<Catalogue> => open();
/** Seeds each model and moment once; what an operator added stays. */
export const syncRates = async (_s: Store, _models: ModelRates[]): Promise<void> => open();
/** False when the model has rates from that moment on already. */
export const addRate = async (
  _s: Store,
  _model: string,
  _rate: { effectiveAt: EpochMs; rates: Rates },
): Promise<boolean> => open();
