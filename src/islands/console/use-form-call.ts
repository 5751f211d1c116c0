/** Sends what a form asks for, and keeps whether that runs and why it failed. */
import { useState } from 'react';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';

export type FormCall = {
  busy: boolean;
  failure: Failure | null;
  /** What is wrong with one field, for beside it. */
  faultOf(field: string): string | null;
  /** Answers undefined after a failure. */
  send<T>(path: string, body: unknown): Promise<T | undefined>;
  forget(): void;
};

export const useFormCall = (): FormCall => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  return {
    busy,
    failure,
    faultOf: (field) =>
      failure?.field === field ? [failure.message, failure.fix].filter(Boolean).join(' ') : null,
    send: async <T>(path: string, body: unknown) => {
      setBusy(true);
      setFailure(null);
      const answer = await call<T>(path, { body });
      setBusy(false);
      if (answer.ok) return answer.value;
      setFailure(answer.failure);
      return undefined;
    },
    forget: () => setFailure(null),
  };
};
