/** The log of one source: filters, rows as they come, older ones, search by id, export. */
import { useRef, useState } from 'react';
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { fill } from '../text/fill.ts';
import { ExportLog } from './export-log.tsx';
import { FindRequest } from './find-request.tsx';
import type { LiveState } from './follow-log.ts';
import { type KeyChoice, LogFilterBar } from './log-filter-bar.tsx';
import { anyFilter, noFilters } from './log-filters.ts';
import type { LogSource } from './log-source.ts';
import { LogTable } from './log-table.tsx';
import { type LogState, useLog } from './use-log.ts';
import { useLogFilters } from './use-log-filters.ts';
import './request-log.css';

export type LogViewProps = {
  source: LogSource;
  /** Keys of the account, to filter by. */
  keys?: readonly KeyChoice[];
};

export const LogView = ({ source, keys = [] }: LogViewProps) => {
  const [filters, change] = useLogFilters();
  const [follow, setFollow] = useState(true);
  const { state, reload, older } = useLog(source, filters, follow);
  const models = useSeenModels(state);
  const { phase, rows, cursor, failure } = state;
  const reading = phase === 'empty' || phase === 'loading';
  return (
    <div className="rl" aria-busy={reading}>
      <div className="rl-tools">
        <LogFilterBar filters={filters ?? noFilters} change={change} models={models} keys={keys} />
        <FindRequest source={source} />
      </div>
      <div className="rl-bar">
        <LiveSwitch follow={follow} live={state.live} onFollow={setFollow} />
        {!follow && (
          <Button size="s" look="quiet" onClick={reload}>
            {text.refresh}
          </Button>
        )}
        <span className="rl-count">{reading ? text.loading : countText(rows.length)}</span>
        {filters && anyFilter(filters) && (
          <Button size="s" look="quiet" onClick={() => change(noFilters)}>
            {text['filter.clear']}
          </Button>
        )}
        <ExportLog source={source} filters={filters ?? noFilters} />
      </div>
      {failure && <FailureNotice failure={failure} onRetry={reload} />}
      {rows.length > 0 && <LogTable source={source} rows={rows} withKeys={keys.length > 0} />}
      {rows.length === 0 && phase === 'ready' && (
        <p className="rl-nothing">
          {filters && anyFilter(filters)
            ? text.none
            : text[source.kind === 'key' ? 'empty' : 'emptyAccount']}
        </p>
      )}
      {rows.length > 0 && (
        <div className="rl-foot">
          {cursor ? (
            <Button onClick={older} disabled={phase === 'older'}>
              {text[phase === 'older' ? 'older.loading' : 'older']}
            </Button>
          ) : (
            <span>{text.end}</span>
          )}
        </div>
      )}
    </div>
  );
};

const countText = (count: number): string =>
  count === 1 ? text['shown.one'] : fill(text.shown, { count });

/** Models of all rows that were shown so far, to choose from. */
const useSeenModels = ({ rows }: LogState): string[] => {
  const seen = useRef(new Set<string>());
  for (const { model } of rows) seen.current.add(model);
  return [...seen.current].sort();
};

const liveText: Record<LiveState, string> = {
  connecting: text['live.connecting'],
  live: text.live,
  waiting: text['live.waiting'],
};

type LiveSwitchProps = { follow: boolean; live: LiveState; onFollow(follow: boolean): void };

const LiveSwitch = ({ follow, live, onFollow }: LiveSwitchProps) => (
  <span className="rl-live" data-state={follow ? live : 'paused'}>
    <span className="rl-dot" aria-hidden="true" />
    {follow ? liveText[live] : text['live.paused']}
    <Button size="s" look="quiet" aria-pressed={!follow} onClick={() => onFollow(!follow)}>
      {text[follow ? 'live.pause' : 'live.resume']}
    </Button>
  </span>
);
