/** Replaces a key's secret. The new one is put where it is shown once. */
import type { ConsoleKey, ConsoleKeySecret } from '../../domain/playground-api.ts';
import type { Failure } from '../gateway/failure.ts';
import { $key, forgetKey, masked } from '../key/held-key.ts';
import type { ConsoleParts } from './console-account.ts';
import { $freshSecret } from './fresh-secret.ts';

export type ResetAnswer = { ok: true; key: ConsoleKey } | { ok: false; failure: Failure | null };

export const resetKey = async (
  call: ConsoleParts['call'],
  item: ConsoleKey,
): Promise<ResetAnswer> => {
  const answer = await call<ConsoleKeySecret>(`/keys/${item.id}/reset`, { method: 'POST' });
  if (!answer.ok) return answer;
  const { key, secret } = answer.value;
  $freshSecret.set({ keyId: key.id, label: key.label, secret });
  const held = $key.get();
  // The secret that this tab sends opens nothing any more.
  if (held && masked(held.secret) === item.masked) forgetKey();
  return { ok: true, key };
};
