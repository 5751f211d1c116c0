/** Items of the inbox, filtered, page by page. */
import { useEffect, useState } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import type { InboxEntry, IntakeKind } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { ItemList, ItemRow } from '../submission/item-list.tsx';
import { fill } from '../text/fill.ts';
import { InboxFilterBar } from './inbox-filter-bar.tsx';

export type InboxFilters = { kind: IntakeKind | ''; status: string; text: string; dead: boolean };

export const noFilters: InboxFilters = { kind: '', status: '', text: '', dead: false };

export type InboxListProps = {
  filters: InboxFilters;
  onFilter(filters: InboxFilters): void;
  onOpen(id: string): void;
};

type Page = { data: InboxEntry[]; next: string | null };
type State = { rows: InboxEntry[]; next: string | null; reading: boolean; failure: Failure | null };

const start: State = { rows: [], next: null, reading: true, failure: null };

export const InboxList = ({ filters, onFilter, onOpen }: InboxListProps) => {
  const { state, older, reload } = useInbox(filters);
  const { rows, next, reading, failure } = state;
  return (
    <>
      <InboxFilterBar filters={filters} onFilter={onFilter}>
        <a className="ctl-link" href={`/api/inbox/export?${queryOf(filters)}`} download>
          {text.export}
        </a>
      </InboxFilterBar>
      {failure && <FailureNotice failure={failure} onRetry={reload} />}
      {reading && rows.length === 0 && <p className="inbox-hint">{text.loading}</p>}
      {!reading && !failure && rows.length === 0 && <p className="inbox-hint">{text.empty}</p>}
      {rows.length > 0 && (
        <ItemList label={text.list}>
          {rows.map((entry) => (
            <Row key={entry.id} entry={entry} onOpen={onOpen} />
          ))}
        </ItemList>
      )}
      {next && (
        <div>
          <Button disabled={reading} onClick={older}>
            {text.more}
          </Button>
        </div>
      )}
    </>
  );
};

const Row = ({ entry, onOpen }: { entry: InboxEntry; onOpen(id: string): void }) => (
  <ItemRow
    kind={text[`kind.${entry.kind}`]}
    title={entry.title}
    at={entry.createdAt}
    onOpen={() => onOpen(entry.id)}
  >
    {entry.votes > 0 && <span>{fill(text.votes, { count: entry.votes })}</span>}
    {entry.delivery.dead > 0 && (
      <span className="ctl-tag" data-tone="bad">
        {fill(text.dead, { count: entry.delivery.dead })}
      </span>
    )}
    <span className="ctl-tag">{entry.status}</span>
  </ItemRow>
);

const useInbox = (filters: InboxFilters) => {
  const [state, setState] = useState<State>(start);
  const query = queryOf(filters);

  const read = async (cursor: string | null, signal?: AbortSignal) => {
    setState((before) => ({ ...before, reading: true, failure: null }));
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const answer = await call<Page>(`/api/inbox?${query}${more}`, { signal });
    if (answer.ok) {
      const { data, next } = answer.value;
      setState(({ rows }) => ({
        rows: cursor ? [...rows, ...data] : data,
        next,
        reading: false,
        failure: null,
      }));
    } else if (answer.failure)
      setState((before) => ({ ...before, reading: false, failure: answer.failure }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `query` is all that `read` depends on.
  useEffect(() => {
    const reading = new AbortController();
    // Typing into the filter asks once it pauses.
    const timer = setTimeout(() => void read(null, reading.signal), 150);
    return () => {
      clearTimeout(timer);
      reading.abort();
    };
  }, [query]);
  return { state, older: () => void read(state.next), reload: () => void read(null) };
};

const queryOf = ({ kind, status, text: words, dead }: InboxFilters): string => {
  const query = new URLSearchParams();
  if (kind) query.set('kind', kind);
  if (status) query.set('status', status);
  if (words.trim()) query.set('text', words.trim());
  if (dead) query.set('dead', 'true');
  return query.toString();
};
