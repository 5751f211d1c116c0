/** Replaces a key's secret, and gives up the old one where this tab sends it. */
import type { ConsoleKey, ConsoleKeySecret } from '../../domain/playground-api.ts';
import type { Answer } from '../gateway/call.ts';
import { $key, forgetKey, masked } from '../key/held-key.ts';
import type { ConsoleParts } from './console-account.ts';

export const resetKey = async (
  call: ConsoleParts['call'],
  item: ConsoleKey,
): Promise<Answer<ConsoleKeySecret>> => {
  const answer = await call<ConsoleKeySecret>(`/keys/${item.id}/reset`, { method: 'POST' });
  const held = $key.get();
  if (answer.ok && held && masked(held.secret) === item.masked) forgetKey();
  return answer;
};
