/** One ticket: what was written, the answers, a reply. */
import { useCallback } from 'react';
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import type { TicketThread } from '../../domain/intake.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { BackButton } from '../submission/back-button.tsx';
import { Thread } from '../submission/thread.tsx';
import { fill } from '../text/fill.ts';
import { shownTime } from '../text/shown-time.ts';
import { ReplyForm } from './reply-form.tsx';
import { statusTones } from './ticket-list.tsx';
import { ticketsPath } from './tickets-path.ts';
import { useRead } from './use-read.ts';

export type TicketViewProps = {
  account: string;
  id: string;
  /** What was said when it was sent just now. */
  note?: string;
  onBack(): void;
};

export const TicketView = ({ account, id, note, onBack }: TicketViewProps) => {
  const path = useCallback(() => ticketsPath(account, `/${encodeURIComponent(id)}`), [account, id]);
  const { current, reload, put } = useRead<TicketThread>(path);
  return (
    <div className="tickets">
      <BackButton onBack={onBack}>{text.back}</BackButton>
      {note && (
        <Notice tone="good" role="status">
          <p>{note}</p>
        </Notice>
      )}
      {current.state === 'failed' && <FailureNotice failure={current.failure} onRetry={reload} />}
      {current.state === 'loading' && <p className="tickets-intro">{text['thread.loading']}</p>}
      {current.state === 'ready' && (
        <>
          <Opened ticket={current.value} />
          <Thread messages={current.value.replies} own="account" />
          <ReplyForm
            account={account}
            id={id}
            opens={current.value.status !== 'open'}
            onReplied={put}
          />
        </>
      )}
    </div>
  );
};

const Opened = ({ ticket }: { ticket: TicketThread }) => (
  <article className="tickets-opened">
    <h2 className="submission-subject">{ticket.subject}</h2>
    <p className="tickets-facts">
      <span className="ctl-tag" data-tone={statusTones[ticket.status]}>
        {text[`status.${ticket.status}`]}
      </span>
      <span>{fill(text.opened, { at: shownTime(ticket.createdAt) })}</span>
      <code>{ticket.id}</code>
    </p>
    <p className="submission-words">{ticket.text}</p>
    {ticket.requestIds.length > 0 && (
      <p className="tickets-facts">
        {text.requests}:
        {ticket.requestIds.map((request) => (
          <code key={request}>{request}</code>
        ))}
      </p>
    )}
  </article>
);
