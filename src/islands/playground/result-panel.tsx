/** What came of a run, from five sides. */
import { useStore } from '@nanostores/react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { type Tab, Tabs } from '../controls/tabs.tsx';
import { AnswerView } from './answer-view.tsx';
import { EventsView } from './events-view.tsx';
import { HeadersView } from './headers-view.tsx';
import { HistoryView } from './history-view.tsx';
import { isRunning } from './run.ts';
import { $runs, $shown } from './runs.ts';
import { SnippetsView } from './snippets-view.tsx';

type View = 'answer' | 'events' | 'headers' | 'code' | 'history';

export type ResultPanelProps = { origin: string; sandbox: boolean };

export const ResultPanel = ({ origin, sandbox }: ResultPanelProps) => {
  const [view, setView] = useState<View>('answer');
  const run = useStore($shown, { ssr: 'initial' });
  const runs = useStore($runs, { ssr: 'initial' });
  const panel = useRef<HTMLDivElement>(null);
  useTopOf(panel, view);
  useAnswerOfNewRun(run?.id, setView);
  const tabs: Tab<View>[] = [
    { id: 'answer', label: text['tab.answer'] },
    { id: 'events', label: text['tab.events'], badge: run?.events.length || undefined },
    { id: 'headers', label: text['tab.headers'] },
    { id: 'code', label: text['tab.code'] },
    { id: 'history', label: text['tab.history'], badge: runs.length || undefined },
  ];
  return (
    <div className="pg-result" aria-busy={isRunning(run)} ref={panel}>
      <Tabs<View> label={text.result} tabs={tabs} chosen={view} onChoose={setView}>
        <div className="pg-pane" data-view={view}>
          {view === 'answer' && <AnswerView run={run} sandbox={sandbox} />}
          {view === 'events' && <EventsView key={run?.id} run={run} />}
          {view === 'headers' && <HeadersView run={run} />}
          {view === 'code' && <SnippetsView origin={origin} />}
          {view === 'history' && <HistoryView onShow={() => setView('answer')} />}
        </div>
      </Tabs>
    </div>
  );
};

/** The views share one box that scrolls; each begins at its top. Before effects, of which one follows a running answer. */
const useTopOf = (panel: RefObject<HTMLElement | null>, view: View): void => {
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs whenever another view is shown
  useLayoutEffect(() => {
    panel.current?.querySelector('[role=tabpanel]')?.scrollTo(0, 0);
  }, [view]);
};

/** Code and history don't show what comes of a run, so one that starts there shows its answer. */
const useAnswerOfNewRun = (
  id: number | undefined,
  setView: (change: (view: View) => View) => void,
): void => {
  useEffect(() => {
    if (id !== undefined)
      setView((view) => (view === 'code' || view === 'history' ? 'answer' : view));
  }, [id, setView]);
};
