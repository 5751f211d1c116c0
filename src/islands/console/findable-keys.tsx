/** The keys, and with many of them a field that finds one: by its label, or by the end of a secret that was found somewhere. */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { Field } from '../controls/field.tsx';
import { KeyItem } from './key-item.tsx';
import { keysLike } from './keys-like.ts';

/** As many are seen at a glance. */
const fewKeys = 8;

export type FindableKeysProps = { keys: readonly ConsoleKey[]; onChange(key: ConsoleKey): void };

export const FindableKeys = ({ keys, onChange }: FindableKeysProps) => {
  const [typed, setTyped] = useState('');
  const shown = keys.length > fewKeys ? keysLike(keys, typed) : keys;
  return (
    <>
      {keys.length > fewKeys && (
        <search className="con-find">
          <Field label={text['keys.find']} hint={text['keys.findHint']}>
            {(field) => (
              <input
                {...field}
                className="ctl-input"
                type="search"
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={({ target }) => setTyped(target.value)}
              />
            )}
          </Field>
        </search>
      )}
      {shown.length === 0 && keys.length > 0 && (
        <p className="con-text" role="status">
          {text['keys.findNone']}
        </p>
      )}
      <ul className="con-keys" aria-label={text['keys.list']}>
        {shown.map((key) => (
          <KeyItem key={key.id} item={key} onChange={onChange} />
        ))}
      </ul>
    </>
  );
};
