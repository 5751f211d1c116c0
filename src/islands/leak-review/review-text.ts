/** A review in sentences, for the page and for a report that can be sent to support. */
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import type { Finding, LeakReview } from '../../domain/leak-review.ts';
import { count, dollars } from '../charge/amounts.ts';
import { fill } from '../text/fill.ts';

/** Requests before the moment, below which new models and clients are not looked for. */
export const enoughBefore = 5;

export const verdictOf = (review: LeakReview): string => {
  const { suspicious, reviewed } = review;
  if (suspicious.requests === 0) return text[`verdict.${quiet(review)}`];
  return fill(text[suspicious.requests === 1 ? 'verdict.one' : 'verdict.some'], {
    count: count(suspicious.requests),
    all: count(reviewed),
    amount: dollars(suspicious.nanodollars),
  });
};

/** Why nothing stands out. */
const quiet = ({ reviewed, baseline }: LeakReview): 'empty' | 'thin' | 'none' => {
  if (reviewed === 0) return 'empty';
  return baseline < enoughBefore ? 'thin' : 'none';
};

/** How the verdict is coloured. */
export const toneOf = (review: LeakReview): 'bad' | 'good' | 'plain' => {
  if (review.suspicious.requests > 0) return 'bad';
  return quiet(review) === 'none' ? 'good' : 'plain';
};

export const summaryOf = ({ reviewed, since, nanodollars, baseline }: LeakReview): string =>
  fill(text[reviewed === 0 ? 'summary.empty' : 'summary'], {
    all: count(reviewed),
    since: new Date(since).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }),
    amount: dollars(nanodollars),
    baseline: count(baseline),
  });

export const amountOf = ({ requests, nanodollars }: Finding): string =>
  fill(text[requests === 1 ? 'finding.one' : 'finding'], {
    count: count(requests),
    amount: dollars(nanodollars),
  });

export const nameOf = ({ kind, what }: Finding): string =>
  kind === 'new_client' && what === 'unknown' ? text['client.unknown'] : what;

/** Plain text with request ids and without any secret. `key` is a label or a masked secret. */
export const reportOf = (review: LeakReview, key: string): string => {
  const utc = (at: number) => new Date(at).toISOString();
  return [
    fill(text['report.title'], { key, since: utc(review.since) }),
    verdictOf(review),
    summaryOf(review),
    ...review.findings.map((finding) =>
      [
        `- ${text[finding.kind]}: ${nameOf(finding)}`,
        `  ${amountOf(finding)}, ${utc(finding.firstAt)} to ${utc(finding.lastAt)}`,
        `  ${finding.examples.join(', ')}`,
      ].join('\n'),
    ),
  ].join('\n');
};
