/** What the doctor is asked: a key, and what the reader's tool is set to. */
import { useStore } from '@nanostores/react';
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import type { DoctorInput } from '../../domain/doctor/run.ts';
import type { ProtocolFamily } from '../../domain/protocol.ts';
import { Choice } from '../controls/choice.tsx';
import { Field } from '../controls/field.tsx';
import { $models, loadModels } from '../gateway/models.ts';
import { $key, restoreKey } from '../key/held-key.ts';
import { DoctorKey, type DoctorKeyChoice } from './doctor-key.tsx';

/** With what the form begins; all of it can be changed. */
export type DoctorPreset = { model: string; baseUrl: string; family: ProtocolFamily };

export type DoctorFormProps = {
  /** `model`: only what decides a 404. */
  about: 'key' | 'model';
  preset?: DoctorPreset | undefined;
  /** Examines at once; without a key at hand, the field for it gets the focus. */
  begin: boolean;
  onExamine(input: DoctorInput): void;
  /** The buttons. */
  children: ReactNode;
};

const families: ProtocolFamily[] = ['openai', 'anthropic'];

export const DoctorForm = ({ about, preset, begin, onExamine, children }: DoctorFormProps) => {
  const held = useStore($key, { ssr: 'initial' });
  const [choice, setChoice] = useState<DoctorKeyChoice>({ other: false, pasted: '' });
  const [model, setModel] = useState(preset?.model ?? '');
  const [baseUrl, setBaseUrl] = useState(preset?.baseUrl ?? '');
  const [family, setFamily] = useState<ProtocolFamily>(preset?.family ?? 'openai');
  const [symptom, setSymptom] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const examine = (key: string) =>
    onExamine({ key, model: model || null, baseUrl: baseUrl || null, family, symptom });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    examine(held && !choice.other ? held.secret : choice.pasted);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with what the form begins with.
  useEffect(() => {
    restoreKey();
    const secret = $key.get()?.secret;
    if (begin && secret) examine(secret);
    else if (begin) input.current?.focus();
  }, []);
  return (
    <form className="doctor-form" onSubmit={submit} method="dialog" autoComplete="off">
      <DoctorKey held={held} value={choice} onChange={setChoice} input={input} />
      <div className="doctor-pair">
        <ModelField value={model} onChange={setModel} />
        {about === 'key' && (
          <Field label={text['url.label']} note={text['url.note']}>
            {(field) => (
              <input
                {...field}
                className="ctl-input ctl-mono"
                inputMode="url"
                spellCheck={false}
                value={baseUrl}
                onChange={(event) => setBaseUrl(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <Choice
        legend={text['family.label']}
        options={families.map((value) => [value, text[`family.${value}`]] as const)}
        value={family}
        onChange={setFamily}
      />
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
      <div className="ctl-actions">{children}</div>
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
            className="ctl-input ctl-mono"
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
