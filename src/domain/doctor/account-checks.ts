/** What the key's group, balance and limits allow, as `GET /v1/key` tells. */
import { formatDollars } from '../money.ts';
import { list, member, text } from '../protocols/json-value.ts';
import { type Check, fail, pass, skip } from './check.ts';
import type { ProbeAnswer } from './probe.ts';

export const scopeCheck = (info: unknown, listed: ProbeAnswer | undefined): Check => {
  const count = list(member(listed?.body, 'data')).length;
  const group = member(info, 'group');
  const name = text(member(group, 'id'));
  if (listed?.status === 200 && count === 0)
    return fail(
      'scope',
      `The group${name && ` "${name}"`} has no model in its scope.`,
      'Ask the operator, or use a key of another group.',
      '/keys/',
    );
  if (name === '') return skip('scope', 'This gateway does not tell.');
  return pass(
    'scope',
    `Group "${name}", multiplier ${text(member(group, 'multiplier'))}, ${count} models in scope.`,
  );
};

export const balanceCheck = (info: unknown): Check => {
  const available = member(info, 'available');
  if (typeof available !== 'number') return skip('balance', 'This gateway does not tell.');
  if (available <= 0) {
    const reserved = Number(member(info, 'reserved'));
    return reserved > 0
      ? fail(
          'balance',
          `All of the balance is held by requests that are running ($${formatDollars(reserved)}).`,
          'Wait for them to end, or get more credit.',
          '/pricing/#get-more-credit',
        )
      : fail(
          'balance',
          'The balance is used up.',
          'Get more credit. A sandbox account is filled up by taking another sandbox key.',
          '/pricing/#get-more-credit',
        );
  }
  return pass('balance', `$${formatDollars(available)} is left.`);
};

export const rateLimitCheck = (info: unknown, { status, retryAfter }: ProbeAnswer): Check => {
  if (status === 429) return limited(retryAfter);
  const limits = member(member(info, 'group'), 'limits');
  const [key, account] = [member(limits, 'key'), member(limits, 'account')];
  const parts = [
    ...(typeof key === 'number' ? [`${key} a minute for the key`] : []),
    ...(typeof account === 'number' ? [`${account} a minute for the account`] : []),
  ];
  return parts.length > 0
    ? pass('rate_limit', `Not reached now: ${parts.join(', ')}.`)
    : skip('rate_limit', 'None is set, or this gateway does not tell.');
};

export const limited = (retryAfter: string | null): Check =>
  fail(
    'rate_limit',
    `Too many requests in this minute${retryAfter ? `; try again in ${retryAfter} s` : ''}.`,
    'Wait as long as retry-after says. A loop that retries at once keeps the limit reached.',
    '/troubleshooting/#429',
  );
