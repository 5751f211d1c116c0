/**
 * The one table of outcomes and charges. Gateway, billing explainer, docs and tests all read it;
 * nothing else decides what a failed request costs (B1, B2).
 */
import { noUsage, type Usage } from './usage.ts';

export type Outcome =
  | 'completed'
  | 'rejected'
  | 'upstream_error'
  | 'client_disconnected'
  | 'upstream_disconnected';

/** What an outcome charges: the upstream's reported usage, prompt + emitted tokens, or nothing. */
export type ChargeBasis = 'reported' | 'emitted' | 'nothing';

export type OutcomeRule = {
  outcome: Outcome;
  basis: ChargeBasis;
  when: string;
  charge: string;
  /** Where the docs explain the rule. */
  docs: string;
};

const rulePage = '/troubleshooting/#how-failed-requests-are-billed';

export const outcomes: Record<Outcome, OutcomeRule> = {
  completed: {
    outcome: 'completed',
    basis: 'reported',
    when: 'The upstream finished its answer.',
    charge: 'The usage that the upstream reported, at the price locked when the request started.',
    docs: rulePage,
  },
  rejected: {
    outcome: 'rejected',
    basis: 'nothing',
    when: 'The gateway itself turned the request down with a 4xx or 5xx.',
    charge: 'Nothing.',
    docs: rulePage,
  },
  upstream_error: {
    outcome: 'upstream_error',
    basis: 'nothing',
    when: 'The upstream answered an error, or failed before the first token reached you.',
    charge: 'Nothing.',
    docs: rulePage,
  },
  client_disconnected: {
    outcome: 'client_disconnected',
    basis: 'emitted',
    when: 'Your client went away midway: Stop was pressed, a time-out fired, the connection dropped.',
    charge: 'The prompt and the tokens already emitted; nothing if none was.',
    docs: rulePage,
  },
  upstream_disconnected: {
    outcome: 'upstream_disconnected',
    basis: 'emitted',
    when: 'The upstream broke off midway.',
    charge: 'The prompt and the tokens already emitted; nothing if none was.',
    docs: rulePage,
  },
};

export const outcomeNames = Object.keys(outcomes) as Outcome[];

/** Usage that an outcome bills, out of what was metered. `emittedAny`: a token had reached the client. */
export const billableUsage = (outcome: Outcome, metered: Usage, emittedAny: boolean): Usage => {
  const { basis } = outcomes[outcome];
  if (basis === 'nothing') return noUsage;
  return basis === 'emitted' && !emittedAny ? noUsage : metered;
};
