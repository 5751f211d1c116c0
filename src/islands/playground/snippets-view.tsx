/** The request as code. The key is a variable, unless the reader copies it on purpose. */
import { useStore } from '@nanostores/react';
import { useState } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { defaultKeyVariable } from '../../domain/key.ts';
import { type SnippetId, snippetsFor } from '../../domain/snippets.ts';
import { CodeBlock } from '../code/code-block.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Field } from '../controls/field.tsx';
import { $key } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { $request } from './request-store.ts';

export const SnippetsView = ({ origin }: { origin: string }) => {
  const request = useStore($request, { ssr: 'initial' });
  const key = useStore($key, { ssr: 'initial' });
  const [chosen, setChosen] = useState<SnippetId>('curl');
  const snippets = snippetsFor(request, { origin });
  const snippet = snippets.find(({ id }) => id === chosen);
  if (!snippet) return <p className="pg-empty">{text['code.notJson']}</p>;
  const withKey = () =>
    snippetsFor(request, { origin, key: key?.secret ?? '' }).find(({ id }) => id === chosen)
      ?.code ?? '';
  return (
    <div className="pg-snippets">
      <Field label={text['code.label']}>
        {(field) => (
          <select
            {...field}
            className="ctl-input"
            value={chosen}
            onChange={(event) => setChosen(event.target.value as SnippetId)}
          >
            {snippets.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {snippet.install && (
        <CodeBlock code={snippet.install} language="bash" label={text['code.install']} />
      )}
      <CodeBlock
        code={snippet.code}
        language={snippet.language}
        label={snippet.label}
        copyLabel={text['code.copy']}
        actions={key && <CopyButton value={withKey}>{text['code.copyKey']}</CopyButton>}
      />
      <p className="ctl-hint">{fill(text['code.hint'], { variable: defaultKeyVariable })}</p>
    </div>
  );
};
