/** What the gateway behind this site can do. Asked once per page; islands share the answer. */
import { atom, onMount } from 'nanostores';
import type { Capabilities } from '../../domain/playground-api.ts';
import { call } from './call.ts';
import type { Loading } from './loading.ts';

export const $capabilities = atom<Loading<Capabilities>>({ state: 'loading' });

/** Asks again, after a failure. */
export const loadCapabilities = async (): Promise<void> => {
  $capabilities.set({ state: 'loading' });
  await renewCapabilities();
};

/** The same, but what is known stays until the answer is there. */
export const renewCapabilities = async (): Promise<void> => {
  const answer = await call<Capabilities>('/api/capabilities');
  if (answer.ok) $capabilities.set({ state: 'ready', value: answer.value });
  else if (answer.failure) $capabilities.set({ state: 'failed', failure: answer.failure });
};

onMount($capabilities, () => {
  if (typeof window !== 'undefined') void loadCapabilities();
});

export type Feature = keyof Capabilities['features'];

/** For an island that needs one feature: true, false, or undefined while it is not known. */
export const hasFeature = (
  capabilities: Loading<Capabilities>,
  feature: Feature,
): boolean | undefined => {
  if (capabilities.state !== 'ready') return undefined;
  const { features, gateway } = capabilities.value;
  return features[feature] || gateway.reachable || !ofGateway.includes(feature)
    ? features[feature]
    : undefined;
};

/** What the gateway itself is asked for: nothing is known of it while the gateway is away. */
const ofGateway: Feature[] = ['requestLog', 'explanation', 'reconcile'];

/** Whether nothing can be asked of the gateway right now: it does not answer, or this site's server does not. */
export const isAway = (capabilities: Loading<Capabilities>): boolean =>
  capabilities.state === 'failed' ||
  (capabilities.state === 'ready' && !capabilities.value.gateway.reachable);
