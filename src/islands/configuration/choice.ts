/** What the reader has chosen on this page: set-up, model, system. Both islands of the page read it here. */
import { atom, onMount } from 'nanostores';
import type { System } from '../../domain/recipe-render.ts';
import { loadModels } from '../gateway/models.ts';
import { $key, restoreKey } from '../key/held-key.ts';
import { systemOf } from './system-of.ts';

/** Place of the chosen set-up among those of the recipe; the recommended one is the first. */
export const $setup = atom(0);

export const $system = atom<System>('linux');

/** Null until the reader chooses: then the model follows from the live list. */
export const $ownModel = atom<string | null>(null);

// Once for all islands of the page, when the first of them wakes.
onMount($system, () => {
  if (typeof window === 'undefined') return;
  $system.set(systemOf(navigator.userAgent));
  restoreKey();
  return $key.subscribe((key) => void loadModels(key?.secret));
});
