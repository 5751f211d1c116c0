/** Plays a response into a sink: word by word, as fast as the sink takes it, until it is aborted. */
import { type UpstreamCall, UpstreamError, type UpstreamSink } from '../upstream.ts';
import type { Frame, SandboxResponse } from './response.ts';

const cut = Symbol('cut');

/** `pace` is in milliseconds per word; at 0 there is still a turn of the event loop before each word. */
export const deliver = (
  response: SandboxResponse,
  sink: UpstreamSink,
  pace: number,
): UpstreamCall => {
  const frames = response.frames[Symbol.iterator]();
  let over = false;
  let full = false;
  let waiting: Frame | undefined;
  let wordsSent = 0;
  let cancel = () => {};

  const later = (words: number, work: () => void): void => {
    if (pace * words > 0) {
      const timer = setTimeout(work, pace * words);
      cancel = () => clearTimeout(timer);
    } else {
      const turn = setImmediate(work);
      cancel = () => clearImmediate(turn);
    }
  };

  const send = (frame: Frame): void => {
    waiting = undefined;
    if (frame.words > 0) wordsSent++;
    full = frame.text !== '' && !sink.chunk(Buffer.from(frame.text));
  };

  const advance = (): void => {
    if (waiting) send(waiting);
    while (!over && !full) {
      const next = wordsSent === response.breaksAfter ? cut : frames.next();
      if (next === cut) breakOff();
      else if (next.done) finish();
      else if (next.value.words === 0) send(next.value);
      else {
        waiting = next.value;
        later(next.value.words, advance);
        return;
      }
    }
  };

  const finish = (): void => {
    over = true;
    sink.end();
  };

  const breakOff = (): void => {
    over = true;
    sink.fail(
      new UpstreamError('disconnected', 'The sandbox model broke off midway, as it should.'),
    );
  };

  later(0, () => {
    sink.head(response.status, response.headers);
    if (!over) advance();
  });

  return {
    abort: () => {
      over = true;
      cancel();
    },
    resume: () => {
      if (over || !full) return;
      full = false;
      later(0, advance);
    },
  };
};
