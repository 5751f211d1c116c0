/** The line after each call. Times are the browser's and say so; tokens and charge are the store's. */
import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import type { Usage, UsageKind } from '../../domain/usage.ts';
import { count, dollars } from '../charge/amounts.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { fill } from '../text/fill.ts';
import { type Run, streamedSeconds } from './run.ts';
import { $shown } from './runs.ts';

export const Figures = () => {
  const run = useStore($shown, { ssr: 'initial' });
  const row = run?.log.state === 'ready' ? run.log.explanation.request : undefined;
  const id = row?.id ?? run?.head?.requestId;
  return (
    <dl className="pg-figures">
      <Figure name={text['figure.first']} measured>
        {run && run.firstTextAt !== null ? `${Math.round(run.firstTextAt)} ms` : undefined}
      </Figure>
      <Figure name={text['figure.speed']} measured>
        {run && row && speed(run, row.usage.output)}
      </Figure>
      <Figure name={text['figure.tokens']}>{row && tokens(row.usage)}</Figure>
      <Figure name={text['figure.charged']}>{row && dollars(row.charge.nanodollars)}</Figure>
      <Figure name={text['figure.id']} wide>
        {id && (
          <>
            <code title={id}>{id}</code>
            <CopyButton value={id}>{text['figure.copyId']}</CopyButton>
          </>
        )}
      </Figure>
    </dl>
  );
};

type FigureProps = { name: string; measured?: boolean; wide?: boolean; children: ReactNode };

const Figure = ({ name, measured, wide, children }: FigureProps) => (
  <div className="pg-figure" data-wide={wide || undefined}>
    <dt title={measured ? text['figure.measured'] : undefined}>
      {name}
      {measured && <span className="ctl-hidden">, {text['figure.measured']}</span>}
    </dt>
    <dd>{children || text['figure.none']}</dd>
  </div>
);

const speed = (run: Run, tokens: number): string | undefined => {
  const seconds = streamedSeconds(run);
  return seconds ? (tokens / seconds).toFixed(1) : undefined;
};

const kinds: UsageKind[] = ['input', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'output'];

const tokens = (usage: Usage): string =>
  kinds
    .filter((kind) => usage[kind] > 0 || kind === 'input' || kind === 'output')
    .map((kind) => fill(text[`figure.of.${kind}`], { count: count(usage[kind]) }))
    .join(', ');
