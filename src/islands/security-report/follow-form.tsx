/** What became of a report, for whoever has its receipt and secret. */
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import type { SecurityReportStatus } from '../../domain/intake.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { Panel } from '../controls/panel.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { ReportStatus } from './report-status.tsx';

export type Receipt = { receipt: string; secret: string };

export type FollowFormProps = {
  /** The receipt of the report just sent: its status is looked up at once. */
  given: Receipt | null;
};

type State =
  | { state: 'idle' | 'working' }
  | { state: 'ready'; value: SecurityReportStatus }
  | { state: 'failed'; failure: Failure };

export const FollowForm = ({ given }: FollowFormProps) => {
  const [receipt, setReceipt] = useState<Receipt>(given ?? { receipt: '', secret: '' });
  const [current, setCurrent] = useState<State>({ state: 'idle' });
  const [fault, setFault] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (given) void follow(given, setCurrent);
  }, [given]);

  const submit = (event?: SubmitEvent) => {
    event?.preventDefault();
    const wanted = { receipt: receipt.receipt.trim(), secret: receipt.secret.trim() };
    const missing = wanted.receipt === '' || wanted.secret === '';
    setFault(missing ? text['follow.required'] : null);
    if (missing) first.current?.focus();
    else void follow(wanted, setCurrent);
  };
  return (
    <Panel look="plain" title={text['follow.title']} intro={text['follow.text']}>
      <form
        className="report-follow"
        onSubmit={submit}
        method="dialog"
        noValidate
        autoComplete="off"
      >
        <Field label={text['receipt.label']} error={fault}>
          {(control) => (
            <input
              {...control}
              ref={first}
              className="ctl-input report-mono"
              spellCheck={false}
              placeholder="rep_…"
              value={receipt.receipt}
              onChange={(event) => setReceipt({ ...receipt, receipt: event.target.value })}
            />
          )}
        </Field>
        <Field label={text['secret.label']}>
          {(control) => (
            <input
              {...control}
              className="ctl-input report-mono"
              spellCheck={false}
              value={receipt.secret}
              onChange={(event) => setReceipt({ ...receipt, secret: event.target.value })}
            />
          )}
        </Field>
        <Button type="submit" disabled={current.state === 'working'}>
          {current.state === 'working' ? text['follow.running'] : text['follow.run']}
        </Button>
      </form>
      {current.state === 'failed' && <FailureNotice failure={current.failure} />}
      {current.state === 'ready' && <ReportStatus status={current.value} />}
    </Panel>
  );
};

const follow = async ({ receipt, secret }: Receipt, set: (state: State) => void): Promise<void> => {
  set({ state: 'working' });
  const answer = await call<SecurityReportStatus>(
    `/api/security-reports/${encodeURIComponent(receipt)}`,
    { headers: { 'x-receipt-secret': secret.replace(/[^\x21-\x7e]/g, '') } },
  );
  if (answer.ok) {
    set({ state: 'ready', value: answer.value });
    announce(text[`meaning.${answer.value.status}`]);
  } else set(answer.failure ? { state: 'failed', failure: answer.failure } : { state: 'idle' });
};
