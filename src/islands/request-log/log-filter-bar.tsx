/** What narrows the log down. Each choice applies at once. */
import { useId } from 'react';
import chargeText from '#content/i18n/en/charge.json' with { type: 'json' };
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import { outcomeNames } from '../../domain/outcome.ts';
import { Field } from '../controls/field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import type { LogFilters } from './log-filters.ts';
import { fromLocalField, toLocalField } from './times.ts';

export type KeyChoice = { id: string; label: string };

export type LogFilterBarProps = {
  filters: LogFilters;
  change(part: Partial<LogFilters>): void;
  /** Models to offer; another id can be typed. */
  models: string[];
  /** Keys to choose from; none for the log of one key. */
  keys: readonly KeyChoice[];
};

const statuses = [
  '2xx',
  '4xx',
  '5xx',
  '400',
  '401',
  '402',
  '404',
  '429',
  '500',
  '502',
  '504',
  '529',
];

export const LogFilterBar = ({ filters, change, models, keys }: LogFilterBarProps) => {
  const listed = !filters.status || statuses.includes(filters.status);
  return (
    <fieldset className="rl-filters">
      <legend className="ctl-hidden">{text.filters}</legend>
      <ModelField filters={filters} change={change} models={models} />
      {keys.length > 0 && (
        <SelectField
          label={text['filter.key']}
          options={[
            ['', text['filter.key.any']],
            ...keys.map(({ id, label }) => [id, label] as const),
          ]}
          value={filters.keyId}
          onChange={(keyId) => change({ keyId })}
        />
      )}
      <SelectField<LogFilters['outcome']>
        label={text['filter.outcome']}
        options={[
          ['', text['filter.outcome.any']],
          ...outcomeNames.map((name) => [name, chargeText[`outcome.${name}`]] as const),
        ]}
        value={filters.outcome}
        onChange={(outcome) => change({ outcome })}
      />
      <SelectField
        label={text['filter.status']}
        options={[
          ['', text['filter.status.any']],
          ...[...statuses, ...(listed ? [] : [filters.status])].map(
            (each) => [each, each] as const,
          ),
        ]}
        value={filters.status}
        onChange={(status) => change({ status })}
      />
      <MomentField name="since" filters={filters} change={change} />
      <MomentField name="until" filters={filters} change={change} />
    </fieldset>
  );
};

type ModelFieldProps = Pick<LogFilterBarProps, 'filters' | 'change' | 'models'>;

/** An id is looked for when it is complete: taken from the list, or ended with Enter or by leaving the field. */
const ModelField = ({ filters, change, models }: ModelFieldProps) => {
  const list = useId();
  const take = (value: string) => {
    const model = value.trim();
    if (model !== filters.model) change({ model });
  };
  return (
    <Field label={text['filter.model']}>
      {(control) => (
        <>
          <input
            {...control}
            // Another value from outside, such as "Clear filters", makes another field.
            key={filters.model}
            className="ctl-input"
            list={list}
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            placeholder={text['filter.model.any']}
            defaultValue={filters.model}
            onInput={({ currentTarget }) => {
              if (models.includes(currentTarget.value)) take(currentTarget.value);
            }}
            onBlur={({ target }) => take(target.value)}
            onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
          />
          <datalist id={list}>
            {models.map((model) => (
              <option key={model} value={model} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
};

type MomentFieldProps = {
  name: 'since' | 'until';
  filters: LogFilters;
  change(part: Partial<LogFilters>): void;
};

const MomentField = ({ name, filters, change }: MomentFieldProps) => (
  <Field label={text[`filter.${name}`]} note={text['filter.local']}>
    {(control) => (
      <input
        {...control}
        className="ctl-input"
        type="datetime-local"
        value={toLocalField(filters[name])}
        onChange={({ target }) => change({ [name]: fromLocalField(target.value) })}
      />
    )}
  </Field>
);
