/** The operator's inbox: what people sent in, to be read, answered and closed. */
import { useCallback, useState } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { InboxItemView } from './inbox-item.tsx';
import { type InboxFilters, InboxList, noFilters } from './inbox-list.tsx';
import './inbox.css';

export const Inbox = () => {
  const [filters, setFilters] = useState<InboxFilters>(noFilters);
  const [open, setOpen] = useState<string | null>(null);
  const back = useCallback(() => setOpen(null), []);
  return (
    <div className="inbox">
      {open ? (
        <InboxItemView key={open} id={open} onBack={back} />
      ) : (
        <>
          <InboxList filters={filters} onFilter={setFilters} onOpen={setOpen} />
          <p className="inbox-hint">{text.command}</p>
        </>
      )}
    </div>
  );
};
