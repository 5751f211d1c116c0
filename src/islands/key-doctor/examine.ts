/**
 * Asks the server to examine a key and hands on each check as it arrives. Stop by the signal. A key that
 * can't be right, another vendor's for example, stays in the page: the server is asked without it.
 */
import { createParser } from 'eventsource-parser';
import type { Check } from '../../domain/doctor/check.ts';
import type { DoctorInput } from '../../domain/doctor/run.ts';
import { checkShape } from '../../domain/doctor/shape-check.ts';
import { answerFailure, brokenFailure, type Failure, networkFailure } from '../gateway/failure.ts';

export type Examination =
  | { how: 'finished' }
  | { how: 'stopped' }
  | { how: 'failed'; failure: Failure };

export const examine = async (
  input: DoctorInput,
  signal: AbortSignal,
  found: (check: Check) => void,
): Promise<Examination> => {
  let finished = false;
  const shape = checkShape(input.key);
  const sent = shape.state === 'fail' ? { ...input, key: '' } : input;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'check') {
        const check = JSON.parse(data) as Check;
        found(check.id === shape.id ? shape : check);
      }
      if (event === 'done') finished = true;
    },
  });
  try {
    const response = await fetch('/api/keys/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(sent),
      signal,
    });
    if (!response.ok)
      return { how: 'failed', failure: answerFailure(response, await response.text()) };
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
      parser.feed(read.value);
    return finished ? { how: 'finished' } : { how: 'failed', failure: brokenFailure(null) };
  } catch (error) {
    if (signal.aborted) return { how: 'stopped' };
    if (error instanceof TypeError) return { how: 'failed', failure: networkFailure() };
    throw error;
  }
};
