/**
 * The key that the islands of a page send requests with. A reader's own is held in memory unless they choose
 * the tab's session storage; a sandbox key, which is play money, is kept there, so that a tab takes one and
 * not one on each page. None enters a URL, a cookie or local storage.
 */
import { atom } from 'nanostores';

export type KeyLifetime = 'page' | 'tab';

export type HeldKey = {
  secret: string;
  /** `sandbox`: made here with one click. `own`: the reader's. */
  source: 'own' | 'sandbox';
  lifetime: KeyLifetime;
};

export const $key = atom<HeldKey | null>(null);

/** In session storage. The head of every page looks whether it is there, for the room that a key takes. */
export const storageName = 'tokenbay-docs-key';

export const holdKey = (key: HeldKey): void => {
  if (key.lifetime === 'tab') sessionStorage.setItem(storageName, JSON.stringify(key));
  else sessionStorage.removeItem(storageName);
  $key.set(key);
};

export const forgetKey = (): void => {
  sessionStorage.removeItem(storageName);
  $key.set(null);
};

/** Takes up what this tab kept, after a reload. Call it in an effect: the server has no tab. */
export const restoreKey = (): void => {
  if ($key.get()) return;
  const stored = sessionStorage.getItem(storageName);
  if (!stored) return;
  const key: unknown = JSON.parse(stored);
  if (isHeldKey(key)) $key.set(key);
};

/** What a screen shows of a secret: the prefix and the last four characters. */
export const masked = (secret: string): string => `${secret.slice(0, 3)}…${secret.slice(-4)}`;

const isHeldKey = (value: unknown): value is HeldKey =>
  typeof value === 'object' &&
  value !== null &&
  'secret' in value &&
  typeof value.secret === 'string' &&
  'source' in value &&
  (value.source === 'own' || value.source === 'sandbox');
