/** A message in its place: for a note, a warning, or a failure with what to do about it. */
import type { ReactNode } from 'react';
import text from '#content/i18n/en/controls.json' with { type: 'json' };
import { adviceOf, type Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { Button } from './button.tsx';
import './controls.css';

export type NoticeProps = {
  tone?: 'plain' | 'good' | 'warn' | 'bad';
  title?: ReactNode;
  /** `alert` is read out at once; use it for what answers the reader's own action. */
  role?: 'alert' | 'status';
  children?: ReactNode;
};

export const Notice = ({ tone = 'plain', title, role, children }: NoticeProps) => (
  <div className="ctl-notice" data-tone={tone} role={role}>
    {title && <p className="ctl-notice-title">{title}</p>}
    {children}
  </div>
);

export type FailureNoticeProps = {
  failure: Failure;
  /** Replaces the failure's own advice, when the page knows better. */
  fix?: string | null;
  onRetry?: (() => void) | undefined;
  children?: ReactNode;
};

export const FailureNotice = ({ failure, fix, onRetry, children }: FailureNoticeProps) => {
  const advice = fix ?? adviceOf(failure);
  return (
    <Notice tone="bad" role="alert" title={failure.message}>
      {advice && <p>{advice}</p>}
      {children}
      <p className="ctl-notice-foot">
        {failure.status !== null && <span>{fill(text.status, { status: failure.status })}</span>}
        {failure.code && <code>{failure.code}</code>}
        {failure.docs && <a href={failure.docs}>{text.explained}</a>}
        {onRetry && (
          <Button size="s" onClick={onRetry}>
            {text.retry}
          </Button>
        )}
      </p>
    </Notice>
  );
};
