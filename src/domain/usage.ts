/** Token counts of one request. `input` excludes what was read from or written to a cache. */
export type Usage = {
  input: number;
  output: number;
  cacheRead: number;
  cacheWrite5m: number;
  cacheWrite1h: number;
};

/** `reported` by the upstream, or `counted` from the emitted text with a tokenizer. */
export type UsageSource = 'reported' | 'counted';

export const usageKinds = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;
export type UsageKind = (typeof usageKinds)[number];

export const noUsage: Usage = {
  input: 0,
  output: 0,
  cacheRead: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
};

export const totalTokens = (usage: Usage): number =>
  usageKinds.reduce((sum, kind) => sum + usage[kind], 0);
