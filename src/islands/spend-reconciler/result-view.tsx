/** The difference and what makes it: amount by amount, the largest first. */
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import { causes } from '../../domain/reconcile/causes.ts';
import type { CauseAmount } from '../../domain/reconcile/tally.ts';
import { count, dollars } from '../charge/amounts.ts';
import { Notice } from '../controls/notice.tsx';
import { fill } from '../text/fill.ts';
import type { Result } from './reconciler-state.ts';
import { TimelineChart } from './timeline-chart.tsx';

export const ResultView = ({ result: { result, timeline, faults } }: { result: Result }) => {
  const { client, log, difference, unexplained, period } = result;
  const scale = Math.max(
    Math.abs(unexplained),
    ...result.causes.map(({ nanodollars }) => Math.abs(nanodollars)),
    1,
  );
  return (
    <>
      <dl className="spend-figures">
        <Figure name={text.charged} value={dollars(log.nanodollars)} rows={log.rows} />
        <Figure name={text.counted} value={dollars(client.nanodollars)} rows={client.rows} />
        <Figure name={text.difference} value={dollars(difference)} />
      </dl>
      <p className="ctl-hint">
        {fill(text.period, { from: moment(period.from), to: moment(period.to) })}
        {result.offsetHours !== 0 && ` ${fill(text.offset, { hours: result.offsetHours })}`}
      </p>
      {faults && (
        <Notice tone="warn">
          {fill(text[faults.count === 1 ? 'faults.one' : 'faults'], {
            count: count(faults.count),
            message: faults.first,
          })}
        </Notice>
      )}
      {difference === 0 && result.causes.length === 0 ? (
        <Notice tone="good">{text.same}</Notice>
      ) : (
        <>
          <p className="spend-label">{text.causes}</p>
          <ul className="spend-causes">
            {result.causes.map((amount) => (
              <Cause key={amount.cause} amount={amount} scale={scale} />
            ))}
            {unexplained !== 0 && (
              <li className="spend-cause" data-cause="unexplained">
                <p className="spend-cause-head">
                  <span>{text.unexplained}</span> <strong>{dollars(unexplained)}</strong>
                </p>
                <Bar share={Math.abs(unexplained) / scale} />
                <p>{text.unexplainedHint}</p>
              </li>
            )}
          </ul>
        </>
      )}
      <TimelineChart timeline={timeline} />
      {result.cacheMisses.length > 0 && (
        <>
          <p className="spend-label">{text.misses}</p>
          <p className="ctl-hint">{text.missesHint}</p>
          <ul className="spend-causes">
            {result.cacheMisses.map((amount) => (
              <Cause key={amount.cause} amount={amount} scale={scale} />
            ))}
          </ul>
        </>
      )}
    </>
  );
};

const Figure = ({ name, value, rows }: { name: string; value: string; rows?: number }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      {value}
      {rows !== undefined && (
        <small className="spend-rows">
          {fill(text[rows === 1 ? 'rows.one' : 'rows'], { count: count(rows) })}
        </small>
      )}
    </dd>
  </div>
);

const Cause = ({ amount, scale }: { amount: CauseAmount; scale: number }) => {
  const { title, meaning, fix, docs } = causes[amount.cause];
  return (
    <li className="spend-cause" data-cause={amount.cause}>
      <p className="spend-cause-head">
        <span>{title}</span>{' '}
        <strong>
          {fill(text[amount.requests === 1 ? 'amount.one' : 'amount'], {
            amount: dollars(amount.nanodollars),
            requests: count(amount.requests),
          })}
        </strong>
      </p>
      <Bar share={Math.abs(amount.nanodollars) / scale} />
      <p>{meaning}</p>
      <p>
        <strong>{text.fix}</strong> {fix}{' '}
        <a className="ctl-link" href={docs}>
          {text.docs}
        </a>
      </p>
      <p className="spend-examples">
        {text.examples}{' '}
        {amount.examples.map((id, index) => (
          <span key={id}>
            <code>{id}</code>
            {index < amount.examples.length - 1 && ','}
          </span>
        ))}
      </p>
    </li>
  );
};

const Bar = ({ share }: { share: number }) => (
  <span className="spend-bar" aria-hidden="true">
    <span style={{ width: `${Math.max(1, Math.round(share * 100))}%` }} />
  </span>
);

const moment = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
