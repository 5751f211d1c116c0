/** The account's tickets, the newest first. */
import { useCallback } from 'react';
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import type { Ticket } from '../../domain/intake.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { ItemList, ItemRow } from '../submission/item-list.tsx';
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
    <ItemList label={text.list}>
      {current.value.data.map(({ id, subject, status, updatedAt }) => (
        <ItemRow key={id} title={subject} at={updatedAt} onOpen={() => onChoose(id)}>
          <span className="ctl-tag" data-tone={statusTones[status]}>
            {text[`status.${status}`]}
          </span>
        </ItemRow>
      ))}
    </ItemList>
  );
};
