/**
 * Sends what somebody wrote. A retry of the same content carries the same idempotency key, so that an answer
 * that got lost on its way does not make the server store it twice.
 */
import type { PublicForm } from '../../domain/intake.ts';
import { type Answer, call } from '../gateway/call.ts';
import { proveWork } from './proof-of-work.ts';

export type SubmissionTarget = {
  path: string;
  /** The form that a proof of work is made for; what a session sends needs none. */
  form?: PublicForm;
};

export type Submission<T> = {
  /** `trap` is what the field holds that people don't see. */
  send(target: SubmissionTarget, content: object, trap?: string): Promise<Answer<T>>;
};

export const createSubmission = <T>(): Submission<T> => {
  let pending: { content: string; key: string } | undefined;
  return {
    send: async ({ path, form }, content, trap = '') => {
      const text = JSON.stringify([path, content]);
      if (pending?.content !== text) pending = { content: text, key: newKey() };
      const { key } = pending;
      const proof = form && (await proveWork(form));
      if (proof && !proof.ok) return proof;
      const answer = await call<T>(path, {
        body: {
          ...content,
          ...(proof && { altcha: proof.value }),
          ...(trap && { website: trap }),
        },
        headers: { 'idempotency-key': key },
      });
      if (answer.ok) pending = undefined;
      return answer;
    },
  };
};

const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
