/** What the gateway says about the held key: its group, its limits, the balance that is left. */
import { atom } from 'nanostores';
import type { KeyInfo } from '../../domain/request-log.ts';
import { call } from '../gateway/call.ts';
import { $key } from './held-key.ts';

/** Null while no key is held, while it is being asked for, and when the gateway does not tell. */
export const $keyInfo = atom<KeyInfo | null>(null);

/** Asks the gateway; call it after each request, whose charge changes the balance. */
export const refreshKeyInfo = async (): Promise<void> => {
  const secret = $key.get()?.secret;
  if (!secret) return $keyInfo.set(null);
  const answer = await call<KeyInfo>('/v1/key', { key: secret });
  // The key may have been changed or forgotten while the answer was under way.
  if ($key.get()?.secret === secret) $keyInfo.set(answer.ok ? answer.value : null);
};

/** Keeps `$keyInfo` in step with the held key; answers how to end that. */
export const followKey = (): (() => void) =>
  $key.subscribe(() => {
    $keyInfo.set(null);
    void refreshKeyInfo();
  });
