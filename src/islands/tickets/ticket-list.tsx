/** The account's tickets, the newest first. */
import { useCallback } from 'react';
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import type { Ticket } from '../../domain/intake.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { shownTime } from '../text/shown-time.ts';
import { ticketsPath } from './tickets-path.ts';
import { useRead } from './use-read.ts';

export const statusTones = { open: 'accent', answered: 'good', closed: undefined } as const;

export type TicketListProps = { account: string; onChoose(id: string): void };

export const TicketList = ({ account, onChoose }: TicketListProps) => {
  const path = useCallback(() => ticketsPath(account), [account]);
  const { current, reload } = useRead<{ data: Ticket[] }>(path);

  if (current.state === 'failed')
    return <FailureNotice failure={current.failure} onRetry={reload} />;
  if (current.state === 'loading') return <p className="tickets-intro">{text.loading}</p>;
  if (current.value.data.length === 0) return <p className="tickets-intro">{text.empty}</p>;
  return (
    <ul className="tickets-list" aria-label={text.list}>
      {current.value.data.map(({ id, subject, status, updatedAt }) => (
        <li key={id}>
          <button type="button" onClick={() => onChoose(id)}>
            <span className="tickets-subject">{subject}</span>
            <span className="ctl-tag" data-tone={statusTones[status]}>
              {text[`status.${status}`]}
            </span>
            <time dateTime={updatedAt}>{shownTime(updatedAt)}</time>
          </button>
        </li>
      ))}
    </ul>
  );
};
