/** The dedicated channel (D4): a report that is encrypted here, and what became of one that was sent. */
import { useEffect, useState } from 'react';
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import type { SecurityChannel } from '../../domain/intake.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import type { Loading } from '../gateway/loading.ts';
import { FollowForm, type Receipt } from './follow-form.tsx';
import { ReportForm } from './report-form.tsx';
import './security-report.css';

/** `contact`: the address to write to when the form can't be used. */
export type SecurityReportProps = { contact: string };

export const SecurityReport = ({ contact }: SecurityReportProps) => {
  const [channel, setChannel] = useState<Loading<SecurityChannel>>({ state: 'loading' });
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  useEffect(() => void readChannel(setChannel), []);
  const mail = (
    <a className="ctl-link" href={`mailto:${contact}`}>
      {contact}
    </a>
  );

  if (channel.state === 'failed')
    return (
      <FailureNotice failure={channel.failure} onRetry={() => void readChannel(setChannel)}>
        <p>
          {text['away.text']} {mail}.
        </p>
      </FailureNotice>
    );
  if (channel.state === 'ready' && channel.value.recipient === null)
    return (
      <Notice title={text['off.title']}>
        <p>
          {text['off.text']} {mail}.
        </p>
      </Notice>
    );
  return (
    <div className="report submission-needs-scripts">
      <div className="report-card">
        <p className="report-intro">{text.intro}</p>
        <ReportForm
          recipient={channel.state === 'ready' ? channel.value.recipient : null}
          onFollow={setReceipt}
        />
      </div>
      <FollowForm key={receipt?.receipt} given={receipt} />
    </div>
  );
};

const readChannel = async (set: (channel: Loading<SecurityChannel>) => void): Promise<void> => {
  set({ state: 'loading' });
  const answer = await call<SecurityChannel>('/api/security-reports');
  if (answer.ok) set({ state: 'ready', value: answer.value });
  else if (answer.failure) set({ state: 'failed', failure: answer.failure });
};
