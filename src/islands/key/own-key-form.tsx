/** Where a reader enters their own key and chooses how long this page keeps it. */
import { type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/key.json' with { type: 'json' };
import { inspectKey, type KeyShape } from '../../domain/key.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { fill } from '../text/fill.ts';
import { holdKey, type KeyLifetime, masked } from './held-key.ts';
import { KeyInput } from './key-input.tsx';

type OwnKeyFormProps = { remoteOrigin: string | undefined; onDone(): void };

const lifetimes: KeyLifetime[] = ['page', 'tab'];

export const OwnKeyForm = ({ remoteOrigin, onDone }: OwnKeyFormProps) => {
  const [secret, setSecret] = useState('');
  const [lifetime, setLifetime] = useState<KeyLifetime>('page');
  const [shape, setShape] = useState<KeyShape | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const name = useId();
  useEffect(() => input.current?.focus(), []);

  const use = () => {
    holdKey({ secret: secret.trim(), source: 'own', lifetime });
    announce(fill(text.held, { masked: masked(secret.trim()) }));
    onDone();
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // A gateway elsewhere may hand out keys of another shape.
    const found = remoteOrigin ? ({ ok: true } as const) : inspectKey(secret.trim());
    if (found.ok) return use();
    setShape(found);
    input.current?.focus();
  };
  const fault = shape?.ok === false ? shape : null;

  return (
    <form
      className="key-form"
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <Field
        label={text['own.label']}
        hint={
          remoteOrigin ? fill(text['own.hintRemote'], { origin: remoteOrigin }) : text['own.hint']
        }
        error={fault && fill(text[`fault.${fault.fault}`], { detail: fault.detail ?? '' })}
      >
        {(field) => (
          <KeyInput
            {...field}
            ref={input}
            value={secret}
            onChange={(typed) => {
              setSecret(typed);
              setShape(null);
            }}
          />
        )}
      </Field>
      <fieldset className="key-lifetimes">
        <legend className="ctl-label">{text['lifetime.label']}</legend>
        {lifetimes.map((value) => (
          <label key={value} className="key-lifetime">
            <input
              type="radio"
              name={name}
              value={value}
              checked={lifetime === value}
              onChange={() => setLifetime(value)}
            />
            <span>
              {text[`lifetime.${value}`]}
              <small>{text[`lifetime.${value}.hint`]}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="key-form-actions">
        <Button type="submit" look="primary" size="s">
          {text['own.use']}
        </Button>
        {fault && fault.fault !== 'empty' && (
          <Button size="s" onClick={use}>
            {text['fault.anyway']}
          </Button>
        )}
        <Button size="s" look="quiet" onClick={onDone}>
          {text['own.cancel']}
        </Button>
      </div>
    </form>
  );
};
