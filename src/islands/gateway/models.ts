/** The models that the gateway serves now, with prices in the caller's group. */
import { atom } from 'nanostores';
import type { LiveModels } from '../../domain/playground-api.ts';
import { call } from './call.ts';
import type { Loading } from './loading.ts';

export const $models = atom<Loading<LiveModels>>({ state: 'loading' });

let running: AbortController | undefined;

/** Reads the list, in the scope of `key` when one is given; a later call replaces one that still runs. */
export const loadModels = async (key?: string): Promise<void> => {
  running?.abort();
  running = new AbortController();
  const answer = await call<LiveModels>('/api/models', { key, signal: running.signal });
  if (answer.ok) $models.set({ state: 'ready', value: answer.value });
  else if (answer.failure) $models.set({ state: 'failed', failure: answer.failure });
};

/** A gateway elsewhere may list its models to nobody without a key. */
export const needsKey = (models: Loading<LiveModels>): boolean =>
  models.state === 'failed' && models.failure.code === 'unauthorized';
