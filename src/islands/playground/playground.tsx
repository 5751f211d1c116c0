/** The playground: a request on one side, what came of it on the other, what it cost below both. */
import { useStore } from '@nanostores/react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { useHydrated } from '../controls/use-hydrated.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { loadModels } from '../gateway/models.ts';
import { $key } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { CostPanel } from './cost-panel.tsx';
import { Examples } from './examples.tsx';
import { Figures } from './figures.tsx';
import { ModelPicker, ProtocolPicker } from './pickers.tsx';
import { RequestPanel } from './request-panel.tsx';
import { $request, takeFromHash } from './request-store.ts';
import { ResultPanel } from './result-panel.tsx';
import { isRunning } from './run.ts';
import { $shown, startRun } from './runs.ts';
import '../controls/controls.css';
import './playground.css';
import './result.css';

export type PlaygroundProps = {
  /** Origin for snippets until the server has told its own. */
  origin: string;
  /** Where a problem is reported; the request id is added to it. */
  reportUrl: string;
};

export const Playground = ({ origin, reportUrl }: PlaygroundProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const key = useStore($key, { ssr: 'initial' });
  const shown = useStore($shown, { ssr: 'initial' });
  const ready = useHydrated();
  const sandbox = hasFeature(capabilities, 'sandbox') ?? true;
  const gateway = capabilities.state === 'ready' ? capabilities.value.gateway : undefined;

  useEffect(() => {
    takeFromHash();
    window.addEventListener('hashchange', takeFromHash);
    return () => window.removeEventListener('hashchange', takeFromHash);
  }, []);
  useEffect(() => void loadModels(key?.secret), [key?.secret]);

  const canRun = ready && (key !== null || sandbox);
  const side = useRef<HTMLDivElement>(null);
  const run = () => {
    if (!canRun) return;
    void startRun($request.get());
    showResult(side.current);
  };
  const runByKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };

  return (
    <section className="pg not-content" aria-label={text.label} onKeyDownCapture={runByKey}>
      <div className="pg-card">
        <div className="pg-head">
          <ProtocolPicker />
          <ModelPicker />
          <KeyField sandbox={sandbox} disabled={!ready || isRunning(shown)} />
        </div>
        <div className="pg-body">
          <RequestPanel
            examples={sandbox && <Examples disabled={!ready} />}
            canRun={canRun}
            ready={ready}
            onRun={run}
          />
          <div className="pg-side" ref={side}>
            <ResultPanel origin={gateway?.origin ?? origin} sandbox={sandbox} />
            <Figures />
          </div>
        </div>
        <CostPanel reportUrl={reportUrl} />
      </div>
    </section>
  );
};

/** In one column the result stands below the request, often out of sight. */
const showResult = (side: HTMLElement | null): void => {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (side && side.getBoundingClientRect().top > window.innerHeight * 0.7)
    side.scrollIntoView({ block: 'start', behavior: calm ? 'instant' : 'smooth' });
};
