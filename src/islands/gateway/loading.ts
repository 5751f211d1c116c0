/** Something that is read from the server. */
import type { Failure } from './failure.ts';

export type Loading<T> =
  | { state: 'loading' }
  | { state: 'ready'; value: T }
  | { state: 'failed'; failure: Failure };
