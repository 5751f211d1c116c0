/**
 * Fifth step: reads along in an answer. The bytes go to the client as they came; what is kept of them is
 * bounded, and most events are only parsed when a count of what they emitted is needed.
 */
import type { Protocol } from '../domain/protocol.ts';
import { noUsage, totalTokens, type Usage, type UsageSource } from '../domain/usage.ts';

export type MeterOptions = {
  protocol: Protocol;
  /** Leave out the event that only reports usage: the client did not ask for it. */
  withholdUsage: boolean;
  /** Tokens of the prompt; called at most when the upstream does not report them. */
  promptTokens(): number;
};

export type Metered = { usage: Usage; usageSource: UsageSource };

export type Meter = {
  /** Takes a chunk; answers what may travel on now. */
  push(chunk: Buffer): Buffer;
  /** The upstream has ended its answer. */
  flush(): void;
  /** A token was passed on. */
  readonly emitting: boolean;
  /** The answer is complete, or its upstream reported an error: nothing but `tail` is left to send. */
  readonly ended: boolean;
  /** What completes the answer; held back so that the request is settled before the client sees it. */
  readonly tail: Buffer;
  /** Code of an error that the upstream reported inside its answer. */
  readonly error: string | undefined;
  /** Part of an event has been passed on, because the whole was too large to wait for. */
  readonly midEvent: boolean;
  /** Counts up to now: reported as far as they are, else counted from what was passed on. */
  metered(): Metered;
};

export const nothing: Buffer = Buffer.alloc(0);

/** Reported counts win; a part that is missing is counted. */
export const combine = (
  reported: Partial<Usage> | undefined,
  outputIsFinal: boolean,
  promptTokens: () => number,
  emittedTokens: () => number,
): Metered => {
  const known = reported ?? {};
  const counts = { ...noUsage, ...known };
  if (known.input !== undefined && known.output !== undefined && outputIsFinal) {
    // An upstream that reports nothing but zeros for an answer with text has not counted.
    if (totalTokens(counts) > 0 || emittedTokens() === 0)
      return { usage: counts, usageSource: 'reported' };
  }
  const inputIsKnown = known.input !== undefined && totalTokens({ ...counts, output: 0 }) > 0;
  return {
    usage: {
      ...counts,
      input: inputIsKnown ? counts.input : promptTokens(),
      output: emittedTokens(),
    },
    usageSource: 'counted',
  };
};
