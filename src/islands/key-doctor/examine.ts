/** Asks the server to examine a key and hands on each check as it arrives. Stop by the signal. */
import { createParser } from 'eventsource-parser';
import type { Check } from '../../domain/doctor/check.ts';
import type { DoctorInput } from '../../domain/doctor/run.ts';
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
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event === 'check') found(JSON.parse(data) as Check);
      if (event === 'done') finished = true;
    },
  });
  try {
    const response = await fetch('/api/keys/test', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(input),
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
