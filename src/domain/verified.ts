/**
 * What `npm run verify` found out about a page, as it stands in `content/verified/PAGE.json`. Only the
 * verification writes these files: the seal covers the result and the recipe that was run.
 */
import { z } from 'zod';
import { digest, setupFingerprint } from './recipe-fingerprint.ts';
import type { Setup } from './recipe-setup.ts';

/** A page says "too long ago" after this many days. */
export const freshDays = 60;

/** What the app is put through: a good call, then the ways in which one fails. */
const caseIds = ['works', 'wrong-key', 'unknown-model', 'overloaded', 'cut'] as const;

const loggedCall = z.strictObject({
  protocol: z.string(),
  stream: z.boolean(),
  status: z.number().nullable(),
  outcome: z.string().nullable(),
  usageSource: z.string().nullable(),
  input: z.number(),
  output: z.number(),
  /** Nanodollars. */
  charged: z.number(),
});

const caseResult = z.strictObject({
  id: z.enum(caseIds),
  passed: z.boolean(),
  /** What was wrong; empty if it passed. */
  faults: z.array(z.string()),
  /** Exit status of the last command; null if it was still trying when its time was up. */
  exit: z.number().nullable(),
  seconds: z.number(),
  /** Rows of the request log that the run left. */
  calls: z.array(loggedCall),
  /** What the app showed: trimmed, without the key and without paths. */
  shown: z.string(),
});

const setupResult = z.strictObject({
  setup: z.string(),
  fingerprint: z.string(),
  version: z.string(),
  date: z.iso.date(),
  gateway: z.string(),
  passed: z.boolean(),
  cases: z.array(caseResult),
  seal: z.string(),
});

export const verifiedSchema = z.strictObject({ page: z.string(), setups: z.array(setupResult) });

export type LoggedCall = z.infer<typeof loggedCall>;
export type CaseId = (typeof caseIds)[number];
export type CaseResult = z.infer<typeof caseResult>;
export type SetupResult = z.infer<typeof setupResult>;
export type Verified = z.infer<typeof verifiedSchema>;

/** Seals a result to the page and to its own content. */
export const sealResult = async (
  page: string,
  result: Omit<SetupResult, 'seal'>,
): Promise<SetupResult> => ({ ...result, seal: await digest({ page, result }) });

export type Verdict =
  | { state: 'verified' | 'failed' | 'outdated'; result: SetupResult }
  /** Written by hand, for another page, or for another recipe than the page has now. */
  | { state: 'changed'; result: SetupResult }
  | { state: 'never' };

/** What a page may say about a set-up. `today` is an ISO date. */
export const verdict = async (
  page: string,
  setup: Setup,
  verified: Verified | undefined,
  today: string,
): Promise<Verdict> => {
  const result = verified?.setups.find((each) => each.setup === setup.name);
  if (!result) return { state: 'never' };
  const { seal, ...sealed } = result;
  const genuine = seal === (await digest({ page, result: sealed }));
  if (!genuine || result.fingerprint !== (await setupFingerprint(setup)))
    return { state: 'changed', result };
  if (!result.passed) return { state: 'failed', result };
  const age = (Date.parse(today) - Date.parse(result.date)) / 86_400_000;
  return { state: age > freshDays ? 'outdated' : 'verified', result };
};
