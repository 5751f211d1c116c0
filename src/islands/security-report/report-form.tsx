/** Writes, encrypts and sends a report. What is sent is kept, so that a retry sends the very same file. */
import { type ReactNode, type SubmitEvent, useRef, useState } from 'react';
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import { intakeLimits } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { saveFile } from '../download/save-file.ts';
import { TrapField } from '../submission/trap-field.tsx';
import { useSubmission } from '../submission/use-submission.ts';
import { useTypedBefore } from '../submission/use-typed-before.ts';
import { fill } from '../text/fill.ts';
import { encryptReport, type Report, reportText } from './encrypt.ts';
import type { Receipt } from './follow-form.tsx';
import { RecipientNote } from './recipient-note.tsx';
import { ReportDone } from './report-done.tsx';

export type ReportFormProps = {
  recipient: string;
  /** Link to the address that takes reports where this form can't. */
  mail: ReactNode;
  onFollow(receipt: Receipt): void;
};

/** Armour makes a file a third longer than its bytes, and each recipient adds a header. */
const mostBytes = Math.floor((intakeLimits.ciphertext * 3) / 4) - 4_096;

export const ReportForm = ({ recipient, mail, onFollow }: ReportFormProps) => {
  const { current, send } = useSubmission<Receipt>();
  const [report, setReport] = useState<Report>({ text: '', contact: '' });
  const [fault, setFault] = useState<string | null>(null);
  const [trap, setTrap] = useState('');
  const [encrypting, setEncrypting] = useState(false);
  const [unencrypted, setUnencrypted] = useState<string | null>(null);
  const encrypted = useRef<{ from: string; file: string }>(undefined);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useTypedBefore(form, ({ text: words = '', contact = '' }) => setReport({ text: words, contact }));

  /** Undefined when it could not be encrypted, which is then shown. */
  const file = async (): Promise<string | undefined> => {
    const from = reportText(report);
    setUnencrypted(null);
    setEncrypting(true);
    try {
      if (encrypted.current?.from !== from)
        encrypted.current = { from, file: await encryptReport(report, recipient) };
      return encrypted.current.file;
    } catch (error) {
      setUnencrypted(error instanceof Error ? error.message : String(error));
      return undefined;
    } finally {
      setEncrypting(false);
    }
  };
  const faultNow = (): string | null => {
    if (report.text.trim() === '') return text['text.required'];
    const over = new TextEncoder().encode(reportText(report)).length - mostBytes;
    return over > 0 ? fill(text['text.tooLong'], { over }) : null;
  };
  /** Runs with the encrypted file, unless something is missing. */
  const withFile = async (then: (file: string) => void | Promise<void>) => {
    const found = faultNow();
    setFault(found);
    if (found) return field.current?.focus();
    const ciphertext = await file();
    if (ciphertext !== undefined) await then(ciphertext);
  };
  const submit = (event?: SubmitEvent) => {
    event?.preventDefault();
    void withFile(async (ciphertext) => {
      await send({ path: '/api/security-reports', form: 'security-report' }, { ciphertext }, trap);
    });
  };
  const working = encrypting || current.state === 'working';

  if (current.state === 'done') return <ReportDone receipt={current.value} onFollow={onFollow} />;
  return (
    <form
      ref={form}
      className="report-form"
      onSubmit={submit}
      method="dialog"
      noValidate
      autoComplete="off"
    >
      <Field label={text['text.label']} hint={text['text.hint']} error={fault}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            className="ctl-input"
            name="text"
            rows={7}
            value={report.text}
            onChange={(event) => setReport({ ...report, text: event.target.value })}
          />
        )}
      </Field>
      <Field label={text['contact.label']} note={text['contact.note']} hint={text['contact.hint']}>
        {(control) => (
          <input
            {...control}
            className="ctl-input"
            name="contact"
            maxLength={200}
            value={report.contact}
            onChange={(event) => setReport({ ...report, contact: event.target.value })}
          />
        )}
      </Field>
      <TrapField value={trap} onChange={setTrap} />
      <RecipientNote recipient={recipient} />
      {unencrypted !== null && (
        <Notice tone="bad" role="alert" title={text['unencrypted.title']}>
          <p>
            {fill(text['unencrypted.text'], { reason: unencrypted })} {mail}.
          </p>
        </Notice>
      )}
      {current.state === 'failed' && (
        <FailureNotice failure={current.failure} onRetry={() => submit()}>
          <p>{submissionText.kept}</p>
        </FailureNotice>
      )}
      <div className="ctl-actions">
        <Button type="submit" look="primary" disabled={working}>
          {working ? text.working : text.send}
        </Button>
        {current.state === 'failed' && (
          <Button
            onClick={() =>
              void withFile((ciphertext) => saveFile('report.age', 'text/plain', [ciphertext]))
            }
            title={text['save.hint']}
          >
            {text.save}
          </Button>
        )}
      </div>
    </form>
  );
};
