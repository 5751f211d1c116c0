/** One run of a request: what is known of it so far. Times are milliseconds since it was sent. */
import type { Explanation } from '../../domain/playground-api.ts';
import type { Failure } from '../gateway/failure.ts';
import type { Head, RawEvent } from '../gateway/send.ts';
import type { PlaygroundRequest } from '../request/request-body.ts';

/** `key`: a sandbox key is being made. `waiting`: sent, no text yet. The last three are final. */
export type Phase = 'key' | 'waiting' | 'streaming' | 'finished' | 'stopped' | 'failed';

/** What the gateway's store says, which is asked once the answer has ended. */
export type LogState =
  | { state: 'none' }
  | { state: 'loading' }
  | { state: 'ready'; explanation: Explanation }
  /** The request never got there. */
  | { state: 'not-sent' }
  /** Stopped before the answer began, so its request id never reached this page. */
  | { state: 'no-id' }
  /** The gateway has no log for this page. */
  | { state: 'no-log' }
  /** The key belongs to nobody, so nobody's log has a row. */
  | { state: 'unknown-key' }
  | { state: 'failed'; failure: Failure };

export type Run = {
  id: number;
  request: PlaygroundRequest;
  model: string;
  /** Time of day, for the history. */
  startedAt: Date;
  phase: Phase;
  head: Head | null;
  events: readonly RawEvent[];
  text: string;
  firstTextAt: number | null;
  lastTextAt: number | null;
  failure: Failure | null;
  log: LogState;
  /** Reads the log again; null before the first look. */
  lookAgain: (() => Promise<void>) | null;
};

export const isRunning = (run: Run | undefined): boolean =>
  run !== undefined && ['key', 'waiting', 'streaming'].includes(run.phase);

/** Seconds between first and last text, for a speed that makes sense: undefined for answers of one piece. */
export const streamedSeconds = ({ firstTextAt, lastTextAt }: Run): number | undefined =>
  firstTextAt !== null && lastTextAt !== null && lastTextAt - firstTextAt > 50
    ? (lastTextAt - firstTextAt) / 1000
    : undefined;
