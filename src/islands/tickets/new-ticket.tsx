/** The form of a ticket: subject, words, requests picked from the log. */
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import { intakeLimits, type RedactedKinds, type TicketThread } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { kindsText } from '../submission/kinds-text.ts';
import { review } from '../submission/review.ts';
import { ReviewNote } from '../submission/review-note.tsx';
import { useSubmission } from '../submission/use-submission.ts';
import { fill } from '../text/fill.ts';
import { RequestPicker } from './request-picker.tsx';
import { ticketsPath } from './tickets-path.ts';

export type NewTicketProps = {
  account: string;
  onCancel(): void;
  onOpened(id: string, note: string): void;
};

export type WrittenTicket = { ticket: TicketThread; redacted: RedactedKinds };

type Faults = { subject?: string; words?: string };

export const NewTicket = ({ account, onCancel, onOpened }: NewTicketProps) => {
  const { current, send } = useSubmission<WrittenTicket>();
  const [subject, setSubject] = useState('');
  const [words, setWords] = useState('');
  const [requestIds, setRequestIds] = useState<string[]>(askedAbout);
  const [faults, setFaults] = useState<Faults>({});
  const form = useRef<HTMLFormElement>(null);
  const reviewed = review(words.trim());
  const reviewedSubject = review(subject.trim());

  useEffect(() => {
    if (faults.subject ?? faults.words)
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [faults]);

  const submit = async (event?: SubmitEvent) => {
    event?.preventDefault();
    const found: Faults = {
      ...(subject.trim() === '' && { subject: text['subject.required'] }),
      ...(words.trim() === '' && { words: text['text.required'] }),
    };
    setFaults(found);
    if (found.subject || found.words) return;
    if (reviewed.can === 'not-send' || reviewedSubject.can === 'not-send') return;
    const answer = await send(
      { path: ticketsPath(account) },
      { subject: reviewedSubject.text, text: reviewed.text, requestIds },
    );
    if (answer) onOpened(answer.ticket.id, writtenNote(text.sent, answer));
  };
  return (
    <form ref={form} className="tickets" onSubmit={submit} noValidate autoComplete="off">
      <Field label={text.subject} error={faults.subject}>
        {(field) => (
          <input
            {...field}
            className="ctl-input"
            maxLength={intakeLimits.subject}
            value={subject}
            onChange={(event) => setSubject(event.target.value)}
          />
        )}
      </Field>
      <ReviewNote reviewed={reviewedSubject} isPublic={false} />
      <Field label={text.text} hint={text['text.hint']} error={faults.words}>
        {(field) => (
          <textarea
            {...field}
            className="ctl-input tickets-words"
            rows={6}
            maxLength={intakeLimits.ticketText}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ReviewNote reviewed={reviewed} isPublic={false} />
      <RequestPicker account={account} chosen={requestIds} onChoose={setRequestIds} />
      {current.state === 'failed' && (
        <FailureNotice failure={current.failure} onRetry={() => void submit()}>
          <p>{submissionText.kept}</p>
        </FailureNotice>
      )}
      <div className="ctl-actions">
        <Button type="submit" look="primary" disabled={current.state === 'working'}>
          {current.state === 'working' ? submissionText.working : text.send}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text.cancel}
        </Button>
      </div>
    </form>
  );
};

/** What is said once it has arrived, with what the server took out besides. */
export const writtenNote = (said: string, { ticket, redacted }: WrittenTicket): string => {
  const note = fill(said, { id: ticket.id });
  return redacted.length === 0
    ? note
    : `${note} ${fill(submissionText['server.found'], { kinds: kindsText(redacted) })}`;
};

/** The request that the address names. */
const askedAbout = (): string[] => {
  const id = new URLSearchParams(window.location.search).get('about') ?? '';
  return /^req_\w{26}$/.test(id) ? [id] : [];
};
