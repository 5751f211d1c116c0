/** The models that the gateway serves now: search, filter, sort, copy an id, try one. */
import { useStore } from '@nanostores/react';
import { useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import type { LiveModels as List, LiveModel } from '../../domain/playground-api.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { $models, loadModels } from '../gateway/models.ts';
import { $key, restoreKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { FilterBar } from './filter-bar.tsx';
import { applyFilters, noFilters } from './filters.ts';
import { ModelTable } from './model-table.tsx';
import { testModels } from './test-models.ts';
import { useFilters } from './use-filters.ts';
import './live-models.css';

export const LiveModels = () => {
  const models = useStore($models, { ssr: 'initial' });
  const [filters, change] = useFilters();
  const lastGood = useLastGood();
  useEffect(() => {
    restoreKey();
    return $key.subscribe((key) => void loadModels(key?.secret));
  }, []);

  const list = models.state === 'ready' ? models.value : lastGood;
  const all = list?.data ?? testModels;
  const shown = applyFilters(all, filters);
  return (
    <section
      className="lm not-content"
      aria-label={text.label}
      aria-busy={models.state === 'loading'}
    >
      <FilterBar filters={filters} change={change} />
      <Status list={list} shown={shown.length} total={all.length} />
      {models.state === 'failed' && (
        <FailureNotice failure={models.failure} onRetry={reload}>
          <p>{list ? fill(text.stale, { time: timeOf(list) }) : text.away}</p>
        </FailureNotice>
      )}
      {shown.length > 0 ? (
        <ModelTable models={shown} />
      ) : (
        <Nothing all={all} clear={() => change(noFilters)} />
      )}
    </section>
  );
};

const reload = (): void => void loadModels($key.get()?.secret);

/** The list as it was last read, for the time in which the gateway is away. */
const useLastGood = (): List | undefined => {
  const [list, setList] = useState<List>();
  const models = useStore($models, { ssr: 'initial' });
  const latest = useRef(list);
  useEffect(() => {
    if (models.state !== 'ready' || latest.current === models.value) return;
    latest.current = models.value;
    setList(models.value);
  }, [models]);
  return list;
};

type StatusProps = { list: List | undefined; shown: number; total: number };

const Status = ({ list, shown, total }: StatusProps) => (
  <div className="lm-status">
    <p role="status">{countText(shown, total)}</p>
    <p>
      {list
        ? [
            fill(text.asOf, { time: timeOf(list) }),
            list.group && fill(text['asOf.group'], { group: list.group.id }),
          ]
            .filter(Boolean)
            .join(', ')
        : text.loading}
    </p>
    <Button size="s" look="quiet" disabled={!list} onClick={reload}>
      {text.refresh}
    </Button>
  </div>
);

const countText = (shown: number, total: number): string => {
  if (shown !== total) return fill(text['count.of'], { count: shown, total });
  return shown === 1 ? text['count.one'] : fill(text['count.other'], { count: shown });
};

const timeOf = ({ asOf }: List): string =>
  new Date(asOf).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

type NothingProps = { all: LiveModel[]; clear(): void };

const Nothing = ({ all, clear }: NothingProps) => (
  <p className="lm-nothing">
    {all.length === 0 ? text.empty : text.none}{' '}
    {all.length > 0 && (
      <Button size="s" onClick={clear}>
        {text.clear}
      </Button>
    )}
  </p>
);
