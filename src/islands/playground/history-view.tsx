/** The runs of this visit. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { dollars } from '../charge/amounts.ts';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { Button } from '../controls/button.tsx';
import { setRequest } from './request-store.ts';
import { isRunning, type Run } from './run.ts';
import { $runs, $shownId } from './runs.ts';

export const HistoryView = ({ onShow }: { onShow(): void }) => {
  const runs = useStore($runs, { ssr: 'initial' });
  const shown = useStore($shownId, { ssr: 'initial' });
  if (runs.length === 0) return <p className="pg-empty">{text['history.empty']}</p>;
  const show = (run: Run) => {
    $shownId.set(run.id);
    onShow();
  };
  // A run that goes on stays in view: its Stop button is the one on the page.
  const locked = runs.some(isRunning);
  return (
    <ol className="pg-history">
      {runs.map((run) => (
        <li key={run.id} data-shown={run.id === shown || undefined}>
          <time dateTime={run.startedAt.toISOString()}>{run.startedAt.toLocaleTimeString()}</time>
          <span className="pg-history-model">{run.model}</span>
          <Ended run={run} />
          <span className="pg-history-actions">
            <Button size="s" look="quiet" disabled={locked} onClick={() => show(run)}>
              {text['history.show']}
            </Button>
            <Button size="s" look="quiet" disabled={locked} onClick={() => setRequest(run.request)}>
              {text['history.use']}
            </Button>
          </span>
        </li>
      ))}
    </ol>
  );
};

const Ended = ({ run }: { run: Run }) => {
  if (run.log.state !== 'ready') return null;
  const { outcome, charge } = run.log.explanation.request;
  return (
    <>
      <OutcomeTag outcome={outcome} />
      <span className="pg-history-charge">{dollars(charge.nanodollars)}</span>
    </>
  );
};
