/** What a run cost and why, from the gateway's request log. Without a row it says so, and shows no number. */
import { useStore } from '@nanostores/react';
import type { ReactNode } from 'react';
import chargeText from '#content/i18n/en/charge.json' with { type: 'json' };
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { outcomes } from '../../domain/outcome.ts';
import type { Explanation } from '../../domain/playground-api.ts';
import { ChargeExplanation, Rule } from '../charge/charge-explanation.tsx';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { fill } from '../text/fill.ts';
import { isRunning, type Run } from './run.ts';
import { $shown } from './runs.ts';

export const CostPanel = ({ reportUrl }: { reportUrl: string }) => {
  const run = useStore($shown, { ssr: 'initial' });
  const explanation = run?.log.state === 'ready' ? run.log.explanation : undefined;
  const id = explanation?.request.id ?? run?.head?.requestId;
  return (
    <section
      className="pg-cost"
      aria-labelledby="pg-cost-title"
      aria-busy={run?.log.state === 'loading'}
    >
      <header className="pg-cost-head">
        <p className="pg-cost-title" id="pg-cost-title">
          {text.cost}
        </p>
        {explanation && <Facts explanation={explanation} />}
        {id && !isRunning(run) && (
          <a className="ctl-link pg-report" href={fill(reportUrl, { id })}>
            {text.report}
          </a>
        )}
      </header>
      {run ? <Cost run={run} /> : <p className="pg-cost-note">{text['cost.empty']}</p>}
    </section>
  );
};

const Facts = ({ explanation: { request } }: { explanation: Explanation }) => (
  <span className="pg-facts">
    <OutcomeTag outcome={request.outcome} />
    {request.usageSource && (
      <span>
        {fill(text['cost.source'], { usage: chargeText[`source.${request.usageSource}`] })}
      </span>
    )}
  </span>
);

const Cost = ({ run }: { run: Run }): ReactNode => {
  const { log } = run;
  if (isRunning(run)) return <p className="pg-cost-note">{text['cost.running']}</p>;
  if (log.state === 'loading') return <p className="pg-cost-note">{text['cost.loading']}</p>;
  if (log.state === 'failed') return <FailureNotice failure={log.failure} onRetry={again(run)} />;
  if (log.state === 'ready')
    return (
      <>
        <ChargeExplanation explanation={log.explanation} adviceGiven={run.phase !== 'finished'} />
        {log.explanation.request.state === 'running' && (
          <p className="pg-cost-note">
            {text['cost.pending']}{' '}
            <Button size="s" onClick={again(run)}>
              {text['cost.again']}
            </Button>
          </p>
        )}
      </>
    );
  if (log.state === 'unknown-key')
    return (
      <div className="charge">
        <p>{text['cost.unknownKey']}</p>
        <Rule rule={outcomes.rejected} />
      </div>
    );
  return <WithoutRow log={log.state} />;
};

const WithoutRow = ({ log }: { log: 'none' | 'not-sent' | 'no-log' | 'no-id' }) => {
  const capabilities = useStore($capabilities);
  const console = capabilities.state === 'ready' ? capabilities.value.console : undefined;
  return (
    <p className="pg-cost-note">
      {text[messages[log]]}{' '}
      {console && (log === 'no-log' || log === 'no-id') && (
        <a className="ctl-link" href={console}>
          {text['cost.console']}
        </a>
      )}
    </p>
  );
};

const messages = {
  none: 'cost.unknown',
  'not-sent': 'cost.notSent',
  'no-log': 'cost.noLog',
  'no-id': 'cost.noId',
} as const;

const again = (run: Run) => () => void run.lookAgain?.();
