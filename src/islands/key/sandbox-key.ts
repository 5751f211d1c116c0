/** A sandbox key: a throw-away account with play money, made by one request. */
import type { SandboxAccount } from '../../domain/playground-api.ts';
import { type Answer, call } from '../gateway/call.ts';
import { $key, type HeldKey, holdKey, restoreKey } from './held-key.ts';
import { refreshKeyInfo } from './key-info.ts';

let running: Promise<Answer<HeldKey>> | undefined;

/** Makes the key and holds it for this tab. Two callers at once get the same one. */
export const takeSandboxKey = (): Promise<Answer<HeldKey>> => {
  running ??= make().finally(() => {
    running = undefined;
  });
  return running;
};

/** The key held, else a fresh sandbox key: what a first press of Run needs. */
export const heldOrSandboxKey = async (): Promise<Answer<HeldKey>> => {
  restoreKey();
  // One that was reset or disabled since it was kept is given up here.
  if ($key.get()?.source === 'sandbox') await refreshKeyInfo();
  const held = $key.get();
  return held ? { ok: true, value: held, headers: new Headers() } : takeSandboxKey();
};

const make = async (): Promise<Answer<HeldKey>> => {
  const answer = await call<SandboxAccount>('/api/sandbox', { method: 'POST' });
  if (!answer.ok) return answer;
  const key: HeldKey = { secret: answer.value.key.secret, source: 'sandbox', lifetime: 'tab' };
  holdKey(key);
  return { ok: true, value: key, headers: answer.headers };
};
