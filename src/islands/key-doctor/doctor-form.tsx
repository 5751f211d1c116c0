/** What the doctor is asked: a key, and what the reader's tool is set to. */
import { useStore } from '@nanostores/react';
import { type ReactNode, type SubmitEvent, useEffect, useId, useState } from 'react';
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import type { DoctorInput } from '../../domain/doctor/run.ts';
import type { ProtocolFamily } from '../../domain/protocol.ts';
import { Field } from '../controls/field.tsx';
import { $models, loadModels } from '../gateway/models.ts';
import { $key, masked, restoreKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';

export type DoctorFormProps = {
  /** `model`: only what decides a 404. */
  about: 'key' | 'model';
  onExamine(input: DoctorInput): void;
  /** The buttons. */
  children: ReactNode;
};

const families: ProtocolFamily[] = ['openai', 'anthropic'];

export const DoctorForm = ({ about, onExamine, children }: DoctorFormProps) => {
  const held = useStore($key, { ssr: 'initial' });
  const [other, setOther] = useState(false);
  const [pasted, setPasted] = useState('');
  const [model, setModel] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [family, setFamily] = useState<ProtocolFamily>('openai');
  const [symptom, setSymptom] = useState('');
  const name = useId();
  useEffect(restoreKey, []);
  const useHeld = held !== null && !other;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const key = useHeld ? held.secret : pasted;
    onExamine({ key, model: model || null, baseUrl: baseUrl || null, family, symptom });
  };
  return (
    <form className="doctor-form" onSubmit={submit} autoComplete="off">
      {held && (
        <fieldset className="doctor-choice">
          <legend className="ctl-label">{text['key.label']}</legend>
          {[false, true].map((value) => (
            <label key={String(value)} className="ctl-check">
              <input
                type="radio"
                name={`${name}-key`}
                checked={other === value}
                onChange={() => setOther(value)}
              />
              {value ? text['key.other'] : fill(text['key.held'], { masked: masked(held.secret) })}
            </label>
          ))}
        </fieldset>
      )}
      {!useHeld && (
        <Field label={text['key.paste']} hint={text['key.hint']}>
          {(field) => (
            <input
              {...field}
              className="ctl-input doctor-mono"
              type="password"
              autoComplete="off"
              spellCheck={false}
              placeholder="sk-…"
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="doctor-pair">
        <ModelField value={model} onChange={setModel} />
        {about === 'key' && (
          <Field label={text['url.label']} note={text['url.note']}>
            {(field) => (
              <input
                {...field}
                className="ctl-input doctor-mono"
                inputMode="url"
                spellCheck={false}
                value={baseUrl}
                onChange={(event) => setBaseUrl(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <fieldset className="doctor-choice">
        <legend className="ctl-label">{text['family.label']}</legend>
        {families.map((value) => (
          <label key={value} className="ctl-check">
            <input
              type="radio"
              name={`${name}-family`}
              checked={family === value}
              onChange={() => setFamily(value)}
            />
            {text[`family.${value}`]}
          </label>
        ))}
      </fieldset>
      {about === 'key' && (
        <Field
          label={text['symptom.label']}
          note={text['symptom.note']}
          hint={text['symptom.hint']}
        >
          {(field) => (
            <textarea
              {...field}
              className="ctl-input"
              rows={2}
              spellCheck={false}
              value={symptom}
              onChange={(event) => setSymptom(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="doctor-actions">{children}</div>
    </form>
  );
};

/** The ids of the live list are offered; anything else can be typed. */
const ModelField = ({ value, onChange }: { value: string; onChange(value: string): void }) => {
  const models = useStore($models, { ssr: 'initial' });
  const list = useId();
  const offer = () => {
    if (models.state === 'loading') void loadModels($key.get()?.secret);
  };
  return (
    <Field label={text['model.label']} note={text['model.note']}>
      {(field) => (
        <>
          <input
            {...field}
            className="ctl-input doctor-mono"
            list={list}
            spellCheck={false}
            value={value}
            onFocus={offer}
            onChange={(event) => onChange(event.target.value)}
          />
          <datalist id={list}>
            {models.state === 'ready' &&
              models.value.data.map(({ id }) => <option key={id} value={id} />)}
          </datalist>
        </>
      )}
    </Field>
  );
};
