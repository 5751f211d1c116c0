/** The proof of work that a public form asks for: fetched, solved in a worker, packed as the server takes it. */
import type { Challenge } from 'altcha-lib';
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import type { PublicForm } from '../../domain/intake.ts';
import { type Answer, call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import type { Solved } from './proof-of-work.worker.ts';

/** A fresh proof for one submission of the form. */
export const proveWork = async (form: PublicForm): Promise<Answer<string>> => {
  const challenge = await call<Challenge>(`/api/challenge?form=${form}`);
  if (!challenge.ok) return challenge;
  const { solution } = await solve(challenge.value);
  if (!solution) return { ok: false, failure: notSolved() };
  const value = btoa(JSON.stringify({ challenge: challenge.value, solution }));
  return { ok: true, value, headers: challenge.headers };
};

const solve = async (challenge: Challenge): Promise<Solved> => {
  if (!isSecureContext) return { solution: null };
  const worker = new Worker(new URL('./proof-of-work.worker.ts', import.meta.url), {
    type: 'module',
  });
  const { promise, resolve } = Promise.withResolvers<Solved>();
  worker.addEventListener('message', ({ data }: MessageEvent<Solved>) => resolve(data));
  worker.addEventListener('error', () => resolve({ solution: null }));
  worker.postMessage(challenge);
  const solved = await promise;
  worker.terminate();
  return solved;
};

const notSolved = (): Failure => ({
  message: text['proof.failed'],
  fix: isSecureContext ? text['proof.fix'] : text['proof.insecure'],
  docs: null,
  status: null,
  code: null,
  field: null,
  requestId: null,
});
