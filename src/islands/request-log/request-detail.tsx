/** One request in full: what was sent where, how long it took, and why it cost what it did. */
import { useEffect, useState } from 'react';
import chargeText from '#content/i18n/en/charge.json' with { type: 'json' };
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import type { Explanation } from '../../domain/playground-api.ts';
import type { RequestLogRow } from '../../domain/request-log.ts';
import { count } from '../charge/amounts.ts';
import { ChargeExplanation } from '../charge/charge-explanation.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { Loading } from '../gateway/loading.ts';
import { type LogSource, readExplanation } from './log-source.ts';
import { duration, utcTime } from './times.ts';

export type RequestDetailProps = {
  source: LogSource;
  id: string;
  /** Read again when this changes: a request that has ended meanwhile. */
  state?: RequestLogRow['state'];
};

export const RequestDetail = ({ source, id, state }: RequestDetailProps) => {
  const [loading, setLoading] = useState<Loading<Explanation>>({ state: 'loading' });
  const [attempt, setAttempt] = useState(0);
  const from = JSON.stringify(source);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `from` stands for the source; the others ask again.
  useEffect(() => {
    const ending = new AbortController();
    void readExplanation(source, id, ending.signal).then((answer) => {
      if (ending.signal.aborted) return;
      if (answer.ok) setLoading({ state: 'ready', value: answer.value });
      else if (answer.failure) setLoading({ state: 'failed', failure: answer.failure });
    });
    return () => ending.abort();
  }, [from, id, state, attempt]);

  if (loading.state === 'loading')
    return (
      <p className="rl-detail-loading" role="status">
        {text['detail.loading']}
      </p>
    );
  if (loading.state === 'failed')
    return (
      <FailureNotice failure={loading.failure} onRetry={() => setAttempt((count) => count + 1)} />
    );
  return (
    <div className="rl-detail">
      <Facts row={loading.value.request} />
      <ChargeExplanation explanation={loading.value} />
    </div>
  );
};

const Facts = ({ row }: { row: RequestLogRow }) => {
  const facts: [name: string, value: string | null][] = [
    [text['detail.key'], row.keyLabel],
    [text['detail.endpoint'], `${row.endpoint}${row.stream ? `, ${text['detail.stream']}` : ''}`],
    [text['detail.client'], row.client ?? text['detail.unknown']],
    [text['detail.upstream'], row.upstream],
    [text['detail.started'], utcTime(row.startedAt)],
    [text['detail.firstToken'], row.firstTokenAt && duration(row.startedAt, row.firstTokenAt)],
    [text['detail.took'], row.endedAt && duration(row.startedAt, row.endedAt)],
    [
      text['detail.usage'],
      row.usageSource &&
        `${count(tokensIn(row))} / ${count(row.usage.output)}, ${chargeText[`source.${row.usageSource}`]}`,
    ],
    [text['detail.error'], row.errorCode],
  ];
  return (
    <dl className="rl-facts">
      <div className="rl-fact-id">
        <dt>{text['detail.id']}</dt>
        <dd>
          <code>{row.id}</code> <CopyButton value={row.id} about={text['detail.copyId']} />
        </dd>
      </div>
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};

/** All that was read by the model: fresh input, and what came from or went to the cache. */
export const tokensIn = ({ usage }: RequestLogRow): number =>
  usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
