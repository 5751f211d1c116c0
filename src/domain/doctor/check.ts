/** A check of the key doctor: what was looked at, how it went, what that means and what to do. */

export type CheckId =
  | 'connection'
  | 'shape'
  | 'base_url'
  | 'reachable'
  | 'accepted'
  | 'status'
  | 'scope'
  | 'balance'
  | 'rate_limit'
  | 'model'
  | 'round_trip_openai'
  | 'round_trip_anthropic';

export const checkTitles: Record<CheckId, string> = {
  connection: 'What your tool says',
  shape: 'Shape and checksum of the key',
  base_url: 'Base URL',
  reachable: 'Gateway can be reached',
  accepted: 'Key is known',
  status: 'Key is active',
  scope: 'Group and scope',
  balance: 'Balance',
  rate_limit: 'Rate limit',
  model: 'Model id',
  round_trip_openai: 'One word over the OpenAI protocol',
  round_trip_anthropic: 'One word over the Anthropic protocol',
};

export type Check = {
  id: CheckId;
  state: 'pass' | 'fail' | 'skipped';
  /** What was found, in a sentence. Never holds the key. */
  meaning: string;
  /** What to do; null when there is nothing to do. */
  fix: string | null;
  /** Docs page that explains it. */
  docs: string | null;
  /** Milliseconds to the first token, for a round trip that passed. */
  firstTokenMs?: number;
};

export const pass = (id: CheckId, meaning: string, extra: Partial<Check> = {}): Check => ({
  id,
  state: 'pass',
  meaning,
  fix: null,
  docs: null,
  ...extra,
});

export const fail = (id: CheckId, meaning: string, fix: string, docs: string): Check => ({
  id,
  state: 'fail',
  meaning,
  fix,
  docs,
});

export const skip = (id: CheckId, meaning: string): Check => ({
  id,
  state: 'skipped',
  meaning,
  fix: null,
  docs: null,
});

/** The result as text to send to somebody: no secret is in it, since no check holds one. */
export const checksAsText = (checks: readonly Check[]): string =>
  checks
    .map(({ id, state, meaning, fix, firstTokenMs }) =>
      [
        `[${state}] ${checkTitles[id]}: ${meaning}`,
        ...(firstTokenMs === undefined ? [] : [`  Time to first token: ${firstTokenMs} ms`]),
        ...(fix === null ? [] : [`  To do: ${fix}`]),
      ].join('\n'),
    )
    .join('\n');

/** Client under which the doctor's own two requests stand in the request log. */
export const doctorClient = 'key-doctor';
