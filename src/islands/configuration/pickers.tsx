/** Model and system of the set-up. */
import { useStore } from '@nanostores/react';
import { useId } from 'react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import type { Protocol } from '../../domain/protocol.ts';
import { systems } from '../../domain/recipe-render.ts';
import { Field } from '../controls/field.tsx';
import { $models, needsKey } from '../gateway/models.ts';
import { fill } from '../text/fill.ts';
import { $ownModel, $system } from './choice.ts';
import { modelsFor } from './chosen-model.ts';

/** A choice of the live list; where that can't be read, any id can be entered (M3). */
export const ModelPicker = ({ protocol, model }: { protocol: Protocol; model: string }) => {
  const models = useStore($models, { ssr: 'initial' });
  const callable = modelsFor(models.state === 'ready' ? models.value.data : undefined, protocol);
  const groups = [
    { label: text['model.live'], of: callable.filter(({ testModel }) => !testModel) },
    { label: text['model.test'], of: callable.filter(({ testModel }) => testModel) },
  ].filter(({ of }) => of.length > 0);
  return (
    <Field
      label={text.model}
      hint={models.state === 'failed' && text[needsKey(models) ? 'model.needsKey' : 'model.failed']}
    >
      {(field) =>
        models.state === 'failed' ? (
          <input
            {...field}
            className="ctl-input cf-model"
            spellCheck={false}
            value={model}
            onChange={(event) => $ownModel.set(event.target.value)}
          />
        ) : (
          <select
            {...field}
            className="ctl-input cf-model"
            value={model}
            onChange={(event) => $ownModel.set(event.target.value)}
          >
            {!callable.some(({ id }) => id === model) && (
              <option value={model}>
                {models.state === 'ready' ? fill(text['model.unlisted'], { id: model }) : model}
              </option>
            )}
            {groups.map(({ label, of }) => (
              <optgroup key={label} label={label}>
                {of.map(({ id }) => (
                  <option key={id}>{id}</option>
                ))}
              </optgroup>
            ))}
          </select>
        )
      }
    </Field>
  );
};

export const SystemPicker = () => {
  const system = useStore($system, { ssr: 'initial' });
  const name = useId();
  return (
    <fieldset className="cf-system">
      <legend className="ctl-label">{text.system}</legend>
      <div className="cf-choices">
        {systems.map((value) => (
          <label key={value} className="cf-choice">
            <input
              type="radio"
              name={name}
              value={value}
              checked={system === value}
              onChange={() => $system.set(value)}
            />
            <span className="cf-choice-name">{text[`system.${value}`]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};
