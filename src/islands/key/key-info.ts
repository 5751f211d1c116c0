/** What the gateway says about the held key: its group, its limits, the balance that is left. */
import { atom } from 'nanostores';
import type { KeyInfo } from '../../domain/request-log.ts';
import { call } from '../gateway/call.ts';
import { $key, forgetKey } from './held-key.ts';

/** Null while no key is held, while it is being asked for, and when the gateway does not tell. */
export const $keyInfo = atom<KeyInfo | null>(null);

/**
 * Asks the gateway; call it after each request, whose charge changes the balance. A sandbox key that is
 * refused is forgotten, because another one is a click away; of a key of the reader's own they decide.
 */
export const refreshKeyInfo = async (): Promise<void> => {
  const held = $key.get();
  if (!held) return $keyInfo.set(null);
  const answer = await call<KeyInfo>('/v1/key', { key: held.secret });
  // The key may have been changed or forgotten while the answer was under way.
  if ($key.get()?.secret !== held.secret) return;
  $keyInfo.set(answer.ok ? answer.value : null);
  if (held.source === 'sandbox' && !answer.ok && answer.failure?.status === 401) forgetKey();
};

/** Keeps `$keyInfo` in step with the held key; answers how to end that. */
export const followKey = (): (() => void) =>
  $key.subscribe(() => {
    $keyInfo.set(null);
    void refreshKeyInfo();
  });
