/** The models that the gateway serves now: search, filter, sort, copy an id, try one. */
import { useStore } from '@nanostores/react';
import { type ReactNode, useEffect, useState } from 'react';
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import type { LiveModels as List } from '../../domain/playground-api.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { assumedModels } from '../gateway/assumed-models.ts';
import { $capabilities } from '../gateway/capabilities.ts';
import type { Failure } from '../gateway/failure.ts';
import { $models, loadModels, needsKey } from '../gateway/models.ts';
import { $key, restoreKey } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { fill } from '../text/fill.ts';
import { FilterBar } from './filter-bar.tsx';
import { applyFilters, noFilters } from './filters.ts';
import { ModelTable } from './model-table.tsx';
import { StatusLine, timeOf } from './status-line.tsx';
import { useFilters } from './use-filters.ts';
import './live-models.css';

export const LiveModels = () => {
  const models = useStore($models, { ssr: 'initial' });
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const [filters, change] = useFilters();
  const lastGood = useLastGood();
  useEffect(() => {
    restoreKey();
    return $key.subscribe((key) => void loadModels(key?.secret));
  }, []);

  const list = models.state === 'ready' ? models.value : lastGood;
  const all = list?.data ?? assumedModels(models, capabilities);
  const shown = applyFilters(all, filters);
  return (
    <section
      className="lm not-content"
      aria-label={text.label}
      aria-busy={models.state === 'loading'}
    >
      <KeyField sandbox={false} none={text['key.none']} />
      <FilterBar filters={filters} change={change} />
      <StatusLine
        list={list}
        loading={models.state === 'loading'}
        shown={shown.length}
        total={all.length}
        onReload={reload}
      />
      {models.state === 'failed' && (
        <Failed failure={models.failure} onRetry={needsKey(models) && !list ? undefined : reload}>
          {all.length > 0 && <p>{list ? fill(text.stale, { time: timeOf(list) }) : text.away}</p>}
        </Failed>
      )}
      {shown.length > 0 && <ModelTable models={shown} />}
      {shown.length === 0 && (all.length > 0 || list) && (
        <p className="lm-nothing">
          {all.length === 0 ? text.empty : text.none}{' '}
          {all.length > 0 && (
            <Button size="s" onClick={() => change(noFilters)}>
              {text.clear}
            </Button>
          )}
        </p>
      )}
    </section>
  );
};

type FailedProps = { failure: Failure; onRetry: (() => void) | undefined; children: ReactNode };

/** That a key is needed is no failure, and trying again would not help. */
const Failed = ({ failure, onRetry, children }: FailedProps) =>
  onRetry ? (
    <FailureNotice failure={failure} onRetry={onRetry}>
      {children}
    </FailureNotice>
  ) : (
    <Notice title={failure.message}>
      <p>{failure.fix}</p>
    </Notice>
  );

const reload = (): void => void loadModels($key.get()?.secret);

/** The list as it was last read, for the time in which it can't be read again. */
const useLastGood = (): List | undefined => {
  const models = useStore($models, { ssr: 'initial' });
  const [list, setList] = useState<List>();
  useEffect(() => {
    if (models.state === 'ready') setList(models.value);
  }, [models]);
  return list;
};
