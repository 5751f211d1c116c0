/** Reading counts and codes out of an upstream's answer. */
import type { Usage } from '../usage.ts';
import { isObject, member, text } from './json-value.ts';

/** No answer has more tokens; a count beyond it is a mistake, and would spoil every sum that it enters. */
const mostTokens = 1_000_000_000;

/** A token count; undefined for anything that is no count. */
export const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= mostTokens
    ? Number(value)
    : undefined;

/**
 * The parts of an input count that includes what was read from the cache and what was written to it, as
 * its details tell them. OpenRouter tells writes: https://openrouter.ai/docs/use-cases/usage-accounting.
 */
export const inputCounts = (
  all: number,
  details: unknown,
): Pick<Usage, 'input' | 'cacheRead' | 'cacheWrite5m'> => {
  const cacheRead = Math.min(count(member(details, 'cached_tokens')) ?? 0, all);
  const written = count(member(details, 'cache_write_tokens')) ?? 0;
  const cacheWrite5m = Math.min(written, all - cacheRead);
  return { input: all - cacheRead - cacheWrite5m, cacheRead, cacheWrite5m };
};

/** The code or type of an error, if it is a plain word that may be stored. */
export const errorCode = (error: unknown): string => {
  const word = [member(error, 'code'), member(error, 'type')]
    .map(text)
    .find((candidate) => /^[A-Za-z][\w.-]{0,63}$/.test(candidate));
  return word ?? 'upstream_error';
};

/** True for what stands in an `error` member when there is an error. */
export const isError = (error: unknown): boolean =>
  isObject(error) || (typeof error === 'string' && error !== '');
