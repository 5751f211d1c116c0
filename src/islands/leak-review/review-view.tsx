/** Form, progress, result, and what to do. Shared by the page about leaked keys and by the console, which put the key above it. */
import { type ReactNode, useEffect } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import { count } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { LogSource } from '../request-log/log-source.ts';
import { fill } from '../text/fill.ts';
import { ReviewForm } from './review-form.tsx';
import { ReviewResult } from './review-result.tsx';
import { reportOf, verdictOf } from './review-text.ts';
import { useReview } from './use-review.ts';
import '../request-log/request-log.css';
import './leak-review.css';

export type ReviewViewProps = {
  /** Null while no key is chosen. */
  source: LogSource | null;
  /** Id of the key, for an account with several. */
  keyId?: string;
  /** How the report names the key. */
  keyName: string;
  support: string;
  /** A review was asked for without a key; where the key is chosen says so. */
  onNeedsKey(): void;
  /** How the secret is stopped from here. */
  stop: ReactNode;
};

export const ReviewView = ({
  source,
  keyId = '',
  keyName,
  support,
  onNeedsKey,
  stop,
}: ReviewViewProps) => {
  const { state, run, cancel } = useReview();
  const review = state.state === 'ready' ? state.review : undefined;
  useEffect(() => {
    if (review) announce(verdictOf(review));
  }, [review]);
  return (
    <>
      <ReviewForm
        running={state.state === 'reading'}
        ready={source !== null}
        onReview={(since) => {
          if (!source) onNeedsKey();
          else if (since !== null) void run(source, keyId, since);
        }}
        onCancel={cancel}
      />
      {state.state === 'reading' && (
        <p className="leak-progress" role="status">
          {fill(text.progress, { count: count(state.rows) })}
        </p>
      )}
      {state.state === 'failed' && <FailureNotice failure={state.failure} />}
      {review && source && (
        <>
          <ReviewResult review={review} source={source} />
          <div className="leak-todo">
            <p className="leak-label">{text.todo}</p>
            <ol>
              <li>
                {text['todo.stop']} {stop}
              </li>
              <li>{text['todo.update']}</li>
              <li>{text['todo.hole']}</li>
              <li>
                {fill(text['todo.support'], { support })}{' '}
                <CopyButton look="plain" value={() => reportOf(review, keyName)}>
                  {text.copy}
                </CopyButton>
              </li>
            </ol>
          </div>
        </>
      )}
    </>
  );
};
