/** The spend reconciler: a client's export beside the request log, and what makes the difference (B3). */
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import { count } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { Panel } from '../controls/panel.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { NeedsFeature } from '../gateway/needs-feature.tsx';
import { $key } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { fill } from '../text/fill.ts';
import { ColumnForm } from './column-form.tsx';
import { FileDrop } from './file-drop.tsx';
import { useReconciler } from './reconciler-state.ts';
import { ResultView } from './result-view.tsx';
import './spend-reconciler.css';

export const SpendReconciler = () => {
  const held = useStore($key, { ssr: 'initial' });
  const { state, read, compare, stop } = useReconciler();
  const { preview, progress, result, unreadable, failure, fileName } = state;
  const ready = useHydrated();
  const running = progress !== null;
  useEffect(() => {
    if (result) announce(text.causes);
  }, [result]);

  return (
    <NeedsFeature feature="requestLog" missing={text.unsupported}>
      <Panel
        title={text.title}
        intro={text.intro}
        result={
          (failure || result) && (
            <>
              {failure && <FailureNotice failure={failure} />}
              {result && <ResultView result={result} />}
            </>
          )
        }
      >
        <KeyField sandbox={false} none={text.keyNone} />
        <FileDrop
          name={
            fileName && preview && fill(text.file, { name: fileName, rows: count(preview.rows) })
          }
          disabled={!ready}
          onFile={read}
        />
        {unreadable && (
          <Notice tone="bad" role="alert">
            {text[`failed.${unreadable}`]}
          </Notice>
        )}
        {preview && (
          <ColumnForm
            key={`${fileName}-${preview.rows}`}
            preview={preview}
            hasKey={held !== null}
            running={running}
            onCompare={(choice) => held && compare({ ...choice, key: held.secret })}
          />
        )}
        {progress && (
          <div className="ctl-actions">
            <Button onClick={stop}>{text.stop}</Button>
            <p className="spend-progress" role="status">
              {fill(text[`step.${progress.step}`], { count: count(progress.count) })}
            </p>
          </div>
        )}
      </Panel>
    </NeedsFeature>
  );
};
