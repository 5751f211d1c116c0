/** Sends what a form asks for, and keeps whether that runs and why it failed. A field that is wrong gets the focus. */
import { type RefObject, useEffect, useState } from 'react';
import { type Answer, type CallOptions, call } from '../gateway/call.ts';
import { type Failure, fieldFault } from '../gateway/failure.ts';

export type FormCall = {
  busy: boolean;
  failure: Failure | null;
  /** What is wrong with one field, for beside it. */
  faultOf(field: string): string | null;
  /** Answers undefined after a failure. */
  send<T>(path: string, body: unknown): Promise<T | undefined>;
  forget(): void;
};

type Caller = <T>(path: string, options: CallOptions) => Promise<Answer<T>>;

export const useFormCall = (
  form: RefObject<HTMLFormElement | null>,
  caller: Caller = call,
): FormCall => {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (failure?.field) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failure, form]);
  return {
    busy,
    failure,
    faultOf: (field) => fieldFault(failure, field),
    send: async <T>(path: string, body: unknown) => {
      setBusy(true);
      setFailure(null);
      const answer = await caller<T>(path, { body });
      setBusy(false);
      if (answer.ok) return answer.value;
      setFailure(answer.failure);
      return undefined;
    },
    forget: () => setFailure(null),
  };
};
