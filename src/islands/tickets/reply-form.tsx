/** A reply of the account to its ticket. */
import { type SubmitEvent, useRef, useState } from 'react';
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import { intakeLimits, type TicketThread } from '../../domain/intake.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { review } from '../submission/review.ts';
import { ReviewNote } from '../submission/review-note.tsx';
import { useSubmission } from '../submission/use-submission.ts';
import { type WrittenTicket, writtenNote } from './new-ticket.tsx';
import { ticketsPath } from './tickets-path.ts';

export type ReplyFormProps = {
  account: string;
  id: string;
  /** The ticket is answered or closed; a reply opens it again. */
  opens: boolean;
  onReplied(ticket: TicketThread): void;
};

export const ReplyForm = ({ account, id, opens, onReplied }: ReplyFormProps) => {
  const { current, send } = useSubmission<WrittenTicket>();
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const reviewed = review(words.trim());

  const submit = async (event?: SubmitEvent) => {
    event?.preventDefault();
    const missing = words.trim() === '';
    setFault(missing ? text['reply.required'] : null);
    if (missing || reviewed.can === 'not-send') return field.current?.focus();
    const path = ticketsPath(account, `/${encodeURIComponent(id)}/replies`);
    const answer = await send({ path }, { text: reviewed.text });
    if (!answer) return;
    setWords('');
    announce(writtenNote(text.replied, answer));
    onReplied(answer.ticket);
  };
  return (
    <form className="tickets" onSubmit={submit} noValidate>
      <Field label={text.reply} hint={opens ? text['reply.hint'] : undefined} error={fault}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            className="ctl-input tickets-reply"
            rows={3}
            maxLength={intakeLimits.ticketText}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ReviewNote reviewed={reviewed} isPublic={false} />
      {current.state === 'failed' && (
        <FailureNotice failure={current.failure} onRetry={() => void submit()}>
          <p>{submissionText.kept}</p>
        </FailureNotice>
      )}
      <div>
        <Button type="submit" disabled={current.state === 'working'}>
          {current.state === 'working' ? submissionText.working : text['reply.send']}
        </Button>
      </div>
    </form>
  );
};
