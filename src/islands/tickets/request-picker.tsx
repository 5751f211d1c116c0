/** Requests to attach, picked from the account's log. */
import { useEffect, useId, useState } from 'react';
import text from '#content/i18n/en/tickets.json' with { type: 'json' };
import { intakeLimits } from '../../domain/intake.ts';
import type { RequestLogRow } from '../../domain/request-log.ts';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { Failure } from '../gateway/failure.ts';
import { noFilters } from '../request-log/log-filters.ts';
import { readPage } from '../request-log/log-source.ts';
import { fill } from '../text/fill.ts';
import { shownTime } from '../text/shown-time.ts';

export type RequestPickerProps = {
  account: string;
  chosen: string[];
  onChoose(ids: string[]): void;
};

type Log = {
  rows: RequestLogRow[];
  /** Of the older page; undefined before the first one. */
  cursor: string | null | undefined;
  failure: Failure | null;
};

const pageRows = 10;

export const RequestPicker = ({ account, chosen, onChoose }: RequestPickerProps) => {
  const [log, setLog] = useState<Log>({ rows: [], cursor: undefined, failure: null });
  const id = useId();

  const read = async (cursor: string | null, signal?: AbortSignal) => {
    const source = { kind: 'account', account } as const;
    const answer = await readPage(source, noFilters, { cursor, limit: pageRows, signal });
    if (answer.ok) {
      const { data, next_cursor } = answer.value;
      setLog(({ rows }) => ({
        rows: cursor === null ? data : [...rows, ...data],
        cursor: next_cursor,
        failure: null,
      }));
    } else if (answer.failure) setLog((before) => ({ ...before, failure: answer.failure }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` stands for the account.
  useEffect(() => {
    const reading = new AbortController();
    void read(null, reading.signal);
    return () => reading.abort();
  }, [account]);

  const full = chosen.length >= intakeLimits.requestIds;
  const toggle = (request: string) =>
    onChoose(
      chosen.includes(request) ? chosen.filter((each) => each !== request) : [...chosen, request],
    );
  const { rows, cursor, failure } = log;
  const apart = chosen.filter((each) => !rows.some((row) => row.id === each));
  return (
    <fieldset className="tickets-picker">
      <legend className="ctl-label">
        {text.requests} <span className="ctl-note">{text['requests.note']}</span>
      </legend>
      <p className="ctl-hint" id={id} aria-live="polite">
        {fill(text['requests.chosen'], { count: chosen.length })}
        {full && ` ${text['requests.full']}`}
      </p>
      {failure && <FailureNotice failure={failure} onRetry={() => void read(null)} />}
      {cursor === undefined && !failure && <p className="ctl-hint">{text['requests.loading']}</p>}
      {cursor !== undefined && rows.length === 0 && (
        <p className="ctl-hint">{text['requests.none']}</p>
      )}
      <ul aria-label={text['requests.list']}>
        {apart.map((request) => (
          <li key={request}>
            <label>
              <input type="checkbox" checked onChange={() => toggle(request)} />
              <code>{request}</code>
            </label>
          </li>
        ))}
        {rows.map((row) => (
          <li key={row.id}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(row.id)}
                disabled={full && !chosen.includes(row.id)}
                onChange={() => toggle(row.id)}
              />
              <code>{row.id}</code>
              <span className="tickets-row">
                <span>{shownTime(row.startedAt)}</span>
                <span>{row.model}</span>
                <OutcomeTag outcome={row.outcome} />
              </span>
            </label>
          </li>
        ))}
      </ul>
      {cursor && (
        <Button size="s" look="quiet" onClick={() => void read(cursor)}>
          {text['requests.more']}
        </Button>
      )}
    </fieldset>
  );
};
