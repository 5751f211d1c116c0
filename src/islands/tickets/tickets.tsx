/** Tickets of the account (D3): the list, a new one, one with its answers. */
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { NewTicket } from './new-ticket.tsx';
import { TicketList } from './ticket-list.tsx';
import { TicketView } from './ticket-view.tsx';
import './tickets.css';

export type TicketsProps = {
  /** Id of the account; the session's cookie lets in. */
  account: string;
};

type Place = { at: 'list' | 'new' } | { at: 'ticket'; id: string; note?: string };

export const Tickets = ({ account }: TicketsProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const [place, setPlace] = useState<Place>(startPlace);
  const back = () => setPlace({ at: 'list' });

  if (hasFeature(capabilities, 'tickets') === false) return <Notice>{text.unsupported}</Notice>;
  if (place.at === 'new')
    return (
      <NewTicket
        account={account}
        onCancel={back}
        onOpened={(id, note) => setPlace({ at: 'ticket', id, note })}
      />
    );
  if (place.at === 'ticket')
    return <TicketView account={account} id={place.id} note={place.note} onBack={back} />;
  return (
    <div className="tickets">
      <div className="tickets-head">
        <p className="tickets-intro">{text.intro}</p>
        <Button look="primary" onClick={() => setPlace({ at: 'new' })}>
          {text.new}
        </Button>
      </div>
      <TicketList account={account} onChoose={(id) => setPlace({ at: 'ticket', id })} />
    </div>
  );
};

/** `/console/?about=req_…#tickets` opens the form with that request chosen. */
const startPlace = (): Place =>
  new URLSearchParams(window.location.search).has('about') ? { at: 'new' } : { at: 'list' };
