/** A submission's states: idle, working, failed with everything kept, done once the server has it. */
import { useRef, useState } from 'react';
import type { Failure } from '../gateway/failure.ts';
import { createSubmission, type Submission, type SubmissionTarget } from './submission.ts';

export type SubmissionState<T> =
  | { state: 'idle' | 'working' }
  | { state: 'failed'; failure: Failure }
  | { state: 'done'; value: T };

export type UsedSubmission<T> = {
  current: SubmissionState<T>;
  /** Answers what the server said, or undefined after a failure. */
  send(target: SubmissionTarget, content: object, trap?: string): Promise<T | undefined>;
  reset(): void;
};

export const useSubmission = <T>(): UsedSubmission<T> => {
  const [current, setCurrent] = useState<SubmissionState<T>>({ state: 'idle' });
  const submission = useRef<Submission<T>>(undefined);
  return {
    current,
    send: async (target, content, trap) => {
      submission.current ??= createSubmission<T>();
      setCurrent({ state: 'working' });
      const answer = await submission.current.send(target, content, trap);
      if (answer.ok) {
        setCurrent({ state: 'done', value: answer.value });
        return answer.value;
      }
      setCurrent(answer.failure ? { state: 'failed', failure: answer.failure } : { state: 'idle' });
      return undefined;
    },
    reset: () => setCurrent({ state: 'idle' }),
  };
};
