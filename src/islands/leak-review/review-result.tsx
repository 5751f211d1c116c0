/** What stands out, with its cost and its requests. */
import { useState } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import type { Finding, LeakReview } from '../../domain/leak-review.ts';
import { count } from '../charge/amounts.ts';
import { Notice } from '../controls/notice.tsx';
import type { LogSource } from '../request-log/log-source.ts';
import { RequestDetail } from '../request-log/request-detail.tsx';
import { fill } from '../text/fill.ts';
import { amountOf, enoughBefore, nameOf, summaryOf, toneOf, verdictOf } from './review-text.ts';

export type ReviewResultProps = { review: LeakReview; source: LogSource };

export const ReviewResult = ({ review, source }: ReviewResultProps) => (
  <div className="leak-result" data-tone={toneOf(review)}>
    <p className="leak-verdict">{verdictOf(review)}</p>
    <p className="leak-summary">{summaryOf(review)}</p>
    {review.reviewed > 0 && review.baseline < enoughBefore && (
      <Notice tone="warn">{fill(text.thin, { baseline: count(review.baseline) })}</Notice>
    )}
    {review.findings.length > 0 && (
      <ul className="leak-findings">
        {review.findings.map((finding) => (
          <FindingItem key={`${finding.kind} ${finding.what}`} finding={finding} source={source} />
        ))}
      </ul>
    )}
    {review.reviewed > 0 && <p className="leak-summary">{text.careful}</p>}
  </div>
);

const FindingItem = ({ finding, source }: { finding: Finding; source: LogSource }) => {
  const [shown, setShown] = useState<string | null>(null);
  return (
    <li className="leak-finding" data-kind={finding.kind}>
      <p className="leak-kind">{text[finding.kind]}</p>
      <p className="leak-what">
        <code>{nameOf(finding)}</code>
        <span>{amountOf(finding)}</span>
        <span className="leak-time">{span(time(finding.firstAt), time(finding.lastAt))}</span>
      </p>
      <p className="leak-examples">
        <span>{text.examples}</span>
        {finding.examples.map((id) => (
          <button
            key={id}
            type="button"
            className="leak-example"
            aria-expanded={shown === id}
            aria-label={fill(text['example.show'], { id })}
            onClick={() => setShown(shown === id ? null : id)}
          >
            {id}
          </button>
        ))}
      </p>
      {shown && <RequestDetail key={shown} source={source} id={shown} />}
    </li>
  );
};

/** Once, when both are in one minute. */
const span = (from: string, to: string): string =>
  from === to ? from : fill(text['finding.time'], { from, to });

const time = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
