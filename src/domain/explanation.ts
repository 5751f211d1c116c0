/**
 * Why a request cost what it did, in sentences, from its row in the request log and the one table of
 * outcomes. Nothing is computed anew: the amounts are the row's own.
 */
import { gatewayErrors } from './errors.ts';
import { formatDollars } from './money.ts';
import { outcomes } from './outcome.ts';
import type { Explanation } from './playground-api.ts';
import type { RequestLogRow } from './request-log.ts';
import { totalTokens } from './usage.ts';

export const explain = (request: RequestLogRow): Explanation => {
  const rule = request.outcome && outcomes[request.outcome];
  return {
    request,
    rule,
    charged: request.charge.nanodollars > 0,
    summary: [whatHappened(request), whatItCost(request)].join(' '),
    advice: advice(request),
  };
};

const whatHappened = ({ outcome, status, firstTokenAt }: RequestLogRow): string => {
  switch (outcome) {
    case null:
      return 'This request is still running.';
    case 'completed':
      return 'The upstream finished its answer.';
    case 'rejected':
      return `The gateway turned this request down${status ? ` with status ${status}` : ''}, before any upstream saw it.`;
    case 'upstream_error':
      return `The upstream ${status && status >= 400 ? `failed, and you received status ${status},` : 'failed'} before the first token reached you.`;
    case 'client_disconnected':
      return `Your client went away ${firstTokenAt ? 'midway' : 'before the first token reached it'}.`;
    case 'upstream_disconnected':
      return `The upstream broke off ${firstTokenAt ? 'midway' : 'before the first token reached you'}.`;
  }
};

const whatItCost = (request: RequestLogRow): string => {
  const { charge, outcome, reserved, usage } = request;
  if (outcome === null)
    return `${dollars(reserved)} of the balance is held for it; what it costs is settled when it ends.`;
  if (totalTokens(usage) === 0 || charge.lines.length === 0)
    return outcomes[outcome].basis === 'emitted'
      ? 'Nothing had been emitted, so nothing was charged.'
      : 'Nothing was charged.';
  const partly =
    outcomes[outcome].basis === 'emitted'
      ? 'The prompt and the tokens emitted until then are charged'
      : 'The prompt and the answer are charged';
  return [
    `${partly}: ${tokens(request)}, ${dollars(charge.nanodollars)} in all.`,
    request.usageSource === 'counted'
      ? 'The gateway counted the tokens of the text, because the upstream had not reported its usage.'
      : 'The token counts are those that the upstream reported.',
    `The rates are those in force when the request started${multiplied(charge.multiplier, request.group)}.`,
    ...(charge.cappedAt === undefined
      ? []
      : [`The charge stops at the ${dollars(charge.cappedAt)} that were reserved for it.`]),
  ].join(' ');
};

const tokens = ({ usage }: RequestLogRow): string => {
  const cacheWrite = usage.cacheWrite5m + usage.cacheWrite1h;
  const parts = [
    [usage.input, 'of input'],
    [usage.output, 'of output'],
    [usage.cacheRead, 'read from the cache'],
    [cacheWrite, 'written to the cache'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, kind], index) => `${count}${index === 0 ? ' tokens' : ''} ${kind}`)
    .join(', ');
};

const multiplied = (multiplier: string, group: string): string =>
  multiplier === '1' ? '' : `, multiplied by ${multiplier} for the group "${group}"`;

const advice = ({ outcome, errorCode, stream }: RequestLogRow): string | null => {
  switch (outcome) {
    case null:
      return 'Ask again when it has ended.';
    case 'completed':
      return null;
    case 'rejected':
    case 'upstream_error':
      return fixFor(errorCode) ?? (outcome === 'rejected' ? null : retryAdvice);
    case 'client_disconnected':
      return `If nobody pressed Stop, raise the time-out of your client${stream ? '' : ', or stream the answer'}.`;
    case 'upstream_disconnected':
      return 'Send it again. If it keeps happening with this model, report it with the request id.';
  }
};

const retryAdvice = 'Send it again after a pause, and wait longer after each failure.';

/** Rows name an error by its case or by the code that OpenAI clients see. */
const fixFor = (code: string | null): string | undefined =>
  Object.entries(gatewayErrors).find(
    ([name, { openai }]) => name === code || openai.code === code,
  )?.[1].fix;

const dollars = (amount: number): string => `$${formatDollars(amount)}`;
