/** The app's first request, as it stands in the request log; and what to do if it did not complete. */
import { useEffect, useState } from 'react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import type { Explanation } from '../../domain/playground-api.ts';
import { type Protocol, protocols } from '../../domain/protocol.ts';
import type { RequestLogRow } from '../../domain/request-log.ts';
import { count, dollars } from '../charge/amounts.ts';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { Notice } from '../controls/notice.tsx';
import { explanationOf } from '../gateway/record.ts';
import { fill } from '../text/fill.ts';
import { standingOf } from './use-watch.ts';

export type ArrivedRequestProps = {
  row: RequestLogRow;
  secret: string;
  /** Protocol of the chosen set-up. */
  meant: Protocol;
};

const tones = { running: 'plain', arrived: 'good', broken: 'warn' } as const;

export const ArrivedRequest = ({ row, secret, meant }: ArrivedRequestProps) => {
  const standing = standingOf(row);
  return (
    <Notice tone={tones[standing]} title={text[`watch.${standing}`]}>
      <Row row={row} />
      {row.protocol !== meant && (
        <p>
          {fill(text['watch.protocol'], {
            came: protocols[row.protocol].label,
            meant: protocols[meant].label,
          })}
        </p>
      )}
      {standing === 'broken' && <Why id={row.id} secret={secret} />}
    </Notice>
  );
};

const Row = ({ row }: { row: RequestLogRow }) => {
  const settled = row.state === 'settled';
  const { input, cacheRead, cacheWrite5m, cacheWrite1h, output } = row.usage;
  const read = input + cacheRead + cacheWrite5m + cacheWrite1h;
  return (
    <dl className="cf-row">
      <Fact label={text['row.model']}>
        <code>{row.model}</code>
      </Fact>
      <Fact label={text['row.protocol']}>{protocols[row.protocol].label}</Fact>
      <Fact label={text['row.stream']}>{text[`row.stream.${row.stream ? 'yes' : 'no'}`]}</Fact>
      <Fact label={text['row.client']}>
        {row.client ? <code>{row.client}</code> : text['row.client.unknown']}
      </Fact>
      <Fact label={text['row.outcome']}>
        <OutcomeTag outcome={row.outcome} />
      </Fact>
      <Fact label={text['row.tokens']}>{settled ? `${count(read)} / ${count(output)}` : '…'}</Fact>
      <Fact label={text['row.charge']}>{settled ? dollars(row.charge.nanodollars) : '…'}</Fact>
      <Fact label={text['row.id']}>
        <code>{row.id}</code>
      </Fact>
    </dl>
  );
};

const Fact = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** What happened and what to do, from the rule that was applied. */
const Why = ({ id, secret }: { id: string; secret: string }) => {
  const [explanation, setExplanation] = useState<Explanation>();
  useEffect(() => {
    const ending = new AbortController();
    void explanationOf(id, secret, ending.signal).then(
      (answer) => answer.ok && setExplanation(answer.value),
    );
    return () => ending.abort();
  }, [id, secret]);
  return (
    explanation && (
      <>
        <p>{explanation.summary}</p>
        {explanation.advice && <p>{explanation.advice}</p>}
      </>
    )
  );
};
