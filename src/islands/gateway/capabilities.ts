/** What the gateway behind this site can do. Asked once per page; islands share the answer. */
import { atom, onMount } from 'nanostores';
import type { Capabilities } from '../../domain/playground-api.ts';
import { call } from './call.ts';
import type { Loading } from './loading.ts';

export const $capabilities = atom<Loading<Capabilities>>({ state: 'loading' });

/** Asks again, after a failure. */
export const loadCapabilities = async (): Promise<void> => {
  $capabilities.set({ state: 'loading' });
  const answer = await call<Capabilities>('/api/capabilities');
  if (answer.ok) $capabilities.set({ state: 'ready', value: answer.value });
  else if (answer.failure) $capabilities.set({ state: 'failed', failure: answer.failure });
};

onMount($capabilities, () => {
  if (typeof window !== 'undefined') void loadCapabilities();
});

/** For an island that needs one feature: true, false, or undefined while it is not known. */
export const hasFeature = (
  capabilities: Loading<Capabilities>,
  feature: keyof Capabilities['features'],
): boolean | undefined =>
  capabilities.state === 'ready' ? capabilities.value.features[feature] : undefined;
