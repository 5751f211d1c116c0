/** The dedicated channel (D4): a report that is encrypted here, and what became of one that was sent. */
import { useCallback, useEffect, useState } from 'react';
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import type { SecurityChannel } from '../../domain/intake.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { Panel } from '../controls/panel.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { FollowForm, type Receipt } from './follow-form.tsx';
import { ReportForm } from './report-form.tsx';
import './security-report.css';

/** As the site was built; the server may have been configured anew since, and has the last word. */
export type SecurityReportProps = SecurityChannel;

export const SecurityReport = (built: SecurityReportProps) => {
  const [channel, setChannel] = useState<SecurityChannel>(built);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const { recipient, contact } = channel;

  const read = useCallback(async () => {
    const answer = await call<SecurityChannel>('/api/security-reports');
    if (answer.ok) setChannel(answer.value);
    setFailure(answer.ok ? null : answer.failure);
  }, []);
  useEffect(() => void read(), [read]);

  const mail = (
    <a className="ctl-link" href={`mailto:${contact}`}>
      {contact}
    </a>
  );
  if (failure)
    return (
      <FailureNotice failure={failure} onRetry={read}>
        <p>
          {text['away.text']} {mail}.
        </p>
      </FailureNotice>
    );
  if (recipient === null)
    return (
      <Notice title={text['off.title']}>
        <p>
          {text['off.text']} {mail}.
        </p>
      </Notice>
    );
  return (
    <div className="report submission-needs-scripts">
      <Panel look="plain" intro={text.intro}>
        <ReportForm recipient={recipient} mail={mail} onFollow={setReceipt} />
      </Panel>
      <FollowForm key={receipt?.receipt} given={receipt} />
    </div>
  );
};
