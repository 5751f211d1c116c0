/** The rows as a table; on a narrow screen each row becomes a card. A row opens to its detail. */
import { Fragment, useId, useState } from 'react';
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import type { RequestLogRow } from '../../domain/request-log.ts';
import { count, dollars } from '../charge/amounts.ts';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { fill } from '../text/fill.ts';
import type { LogSource } from './log-source.ts';
import { RequestDetail, tokensIn } from './request-detail.tsx';
import { shortTime, utcTime } from './times.ts';

export type LogTableProps = {
  source: LogSource;
  rows: readonly RequestLogRow[];
  /** Rows of several keys: say whose each one is. */
  withKeys: boolean;
};

export const LogTable = ({ source, rows, withKeys }: LogTableProps) => {
  const [opened, setOpened] = useState<string | null>(null);
  const columns = withKeys ? 6 : 5;
  const detail = useId();
  return (
    <table className="rl-table">
      <caption className="ctl-hidden">{text.title}</caption>
      <thead>
        <tr>
          <th scope="col">{text['col.time']}</th>
          <th scope="col">{text['col.model']}</th>
          {withKeys && <th scope="col">{text['col.key']}</th>}
          <th scope="col">{text['col.outcome']}</th>
          <th scope="col" className="rl-number">
            {text['col.tokens']}
          </th>
          <th scope="col" className="rl-number">
            {text['col.charge']}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const open = opened === row.id;
          return (
            <Fragment key={row.id}>
              <tr className="rl-row" data-open={open || undefined} data-id={row.id}>
                <th scope="row">
                  <button
                    type="button"
                    className="rl-open"
                    aria-expanded={open}
                    aria-controls={open ? detail : undefined}
                    aria-label={fill(text['detail.show'], { time: shortTime(row.startedAt) })}
                    onClick={() => setOpened(open ? null : row.id)}
                  >
                    <time dateTime={row.startedAt} title={utcTime(row.startedAt)}>
                      {shortTime(row.startedAt)}
                    </time>
                  </button>
                </th>
                <td className="rl-model">
                  <code>{row.model}</code>
                </td>
                {withKeys && (
                  <td className="rl-key" data-label={text['col.key']}>
                    {row.keyLabel}
                  </td>
                )}
                <td className="rl-outcome">
                  <OutcomeTag outcome={row.outcome} />
                  {row.status !== null && row.status >= 400 && (
                    <span className="rl-status">{row.status}</span>
                  )}
                </td>
                <td className="rl-number" data-label={text['col.tokens']}>
                  {row.state === 'running'
                    ? '…'
                    : `${count(tokensIn(row))} / ${count(row.usage.output)}`}
                </td>
                <td className="rl-number rl-charge">
                  {row.state === 'running' ? '…' : dollars(row.charge.nanodollars)}
                </td>
              </tr>
              {open && (
                <tr className="rl-detail-row">
                  <td colSpan={columns} id={detail}>
                    <RequestDetail source={source} id={row.id} state={row.state} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
};
