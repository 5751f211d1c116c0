/** Status of a report, and the operator's answers to it. */
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import type { SecurityReportStatus } from '../../domain/intake.ts';
import { Thread } from '../submission/thread.tsx';
import { fill } from '../text/fill.ts';
import { shownTime } from '../text/shown-time.ts';

const tones = {
  received: undefined,
  confirmed: 'accent',
  fixed: 'good',
  rejected: 'warn',
} as const;

export const ReportStatus = ({ status }: { status: SecurityReportStatus }) => (
  <div className="report-status">
    <p>
      <span className="ctl-tag" data-tone={tones[status.status]}>
        {text[`status.${status.status}`]}
      </span>{' '}
      {text[`meaning.${status.status}`]}
    </p>
    <p className="ctl-hint">
      {fill(text.arrived, {
        at: shownTime(status.createdAt),
        changed: shownTime(status.updatedAt),
      })}
    </p>
    {status.replies.length === 0 ? (
      <p className="ctl-hint">{text['answers.none']}</p>
    ) : (
      <Thread messages={status.replies} />
    )}
  </div>
);
