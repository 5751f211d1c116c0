/** The spend reconciler: a client's export beside the request log, and what makes the difference (B3). */
import { useStore } from '@nanostores/react';
import { useEffect, useId } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import { count } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { $key } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { fill } from '../text/fill.ts';
import { ColumnForm } from './column-form.tsx';
import { FileDrop } from './file-drop.tsx';
import { useReconciler } from './reconciler-state.ts';
import { ResultView } from './result-view.tsx';
import './spend-reconciler.css';

export const SpendReconciler = () => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const held = useStore($key, { ssr: 'initial' });
  const { state, read, compare, stop } = useReconciler();
  const { preview, progress, result, unreadable, failure, fileName } = state;
  const heading = useId();
  const known = capabilities.state === 'ready' ? capabilities.value : undefined;
  useEffect(() => {
    if (result) announce(text.causes);
  }, [result]);

  if (known?.features.requestLog === false) return <Notice>{text.unsupported}</Notice>;
  return (
    <section className="spend" aria-labelledby={heading}>
      <p className="spend-heading" id={heading}>
        {text.title}
      </p>
      <p className="spend-intro">{text.intro}</p>
      <KeyField
        sandbox={false}
        remoteOrigin={known?.gateway.kind === 'remote' ? known.gateway.origin : undefined}
      />
      <FileDrop onFile={read} />
      {fileName && preview && (
        <p className="spend-label">
          {fill(text.file, { name: fileName, rows: count(preview.rows) })}
        </p>
      )}
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
          running={progress !== null}
          onStop={stop}
          onCompare={(choice) => held && compare({ ...choice, key: held.secret })}
        />
      )}
      {progress && (
        <p className="spend-progress" role="status">
          {fill(text[`step.${progress.step}`], { count: count(progress.count) })}
        </p>
      )}
      {failure && <FailureNotice failure={failure} />}
      {result && <ResultView result={result} />}
    </section>
  );
};
