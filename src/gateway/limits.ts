/**
 * Rate limits in the headers that clients of both protocols read.
 * Sources: https://platform.openai.com/docs/guides/rate-limits, https://docs.anthropic.com/en/api/rate-limits.
 */
import type { EpochMs } from '../domain/rates.ts';
import type { LimitState } from '../storage/requests.ts';
import type { AnswerHeaders } from './answer.ts';
import { GatewayError } from './gateway-error.ts';

export const limitHeaders = (limit: LimitState, now: EpochMs): AnswerHeaders =>
  limit === null
    ? {}
    : {
        'x-ratelimit-limit-requests': limit.limit,
        'x-ratelimit-remaining-requests': limit.remaining,
        'x-ratelimit-reset-requests': `${secondsUntil(limit.resetAt, now)}s`,
        'anthropic-ratelimit-requests-limit': limit.limit,
        'anthropic-ratelimit-requests-remaining': limit.remaining,
        'anthropic-ratelimit-requests-reset': isoSeconds(limit.resetAt),
      };

export const rateLimited = (limit: LimitState, now: EpochMs): GatewayError => {
  const seconds = limit === null ? 60 : secondsUntil(limit.resetAt, now);
  const message = limit
    ? `The limit of ${limit.limit} requests a minute of this ${limit.scope} is used up; it is free again in ${seconds} seconds.`
    : undefined;
  return new GatewayError(
    'rate_limited',
    { message },
    { 'retry-after': seconds, ...limitHeaders(limit, now) },
  );
};

const secondsUntil = (moment: EpochMs, now: EpochMs): number =>
  Math.max(1, Math.ceil((moment - now) / 1000));

/** RFC 3339 without fractions; windows end on a whole second. */
let lastReset = 0;
let lastText = '';
const isoSeconds = (moment: EpochMs): string => {
  if (moment !== lastReset) {
    lastReset = moment;
    lastText = `${new Date(moment).toISOString().slice(0, 19)}Z`;
  }
  return lastText;
};
