/** Which column is what: the guess, and how to correct it. */
import { type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type {
  ColumnMapping,
  CostUnit,
  Field as ExportField,
} from '../../domain/reconcile/columns.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { Notice } from '../controls/notice.tsx';
import type { Preview } from './messages.ts';

export type ColumnChoice = { mapping: ColumnMapping; costUnit: CostUnit; local: boolean };

type ColumnFormProps = {
  preview: Preview;
  hasKey: boolean;
  running: boolean;
  onCompare(choice: ColumnChoice): void;
  onStop(): void;
};

const fields: ExportField[] = [
  'at',
  'model',
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cost',
  'requestId',
];
const units: CostUnit[] = ['dollars', 'cents', 'nanodollars'];

export const ColumnForm = ({ preview, hasKey, running, onCompare, onStop }: ColumnFormProps) => {
  const [mapping, setMapping] = useState(preview.mapping);
  const [costUnit, setCostUnit] = useState<CostUnit>('dollars');
  const [local, setLocal] = useState(preview.local);
  const [missing, setMissing] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const lacks = missingPart(mapping, hasKey);
    setMissing(lacks);
    if (!lacks) onCompare({ mapping, costUnit, local });
  };
  return (
    <form className="spend-columns" onSubmit={submit}>
      <p className="spend-label">{text.columns}</p>
      <p className="ctl-hint">{text.columnsHint}</p>
      <div className="spend-fields">
        {fields.map((field) => (
          <Field key={field} label={text[`field.${field}`]}>
            {(control) => (
              <select
                {...control}
                className="ctl-input"
                value={mapping[field] ?? ''}
                onChange={({ target }) =>
                  setMapping({ ...mapping, [field]: target.value || undefined })
                }
              >
                <option value="">{text.none}</option>
                {preview.columns.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            )}
          </Field>
        ))}
        <Field label={text['unit.label']}>
          {(control) => (
            <select
              {...control}
              className="ctl-input"
              value={costUnit}
              onChange={({ target }) =>
                setCostUnit(units.find((unit) => unit === target.value) ?? 'dollars')
              }
            >
              {units.map((unit) => (
                <option key={unit} value={unit}>
                  {text[`unit.${unit}`]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <label className="ctl-check">
        <input type="checkbox" checked={local} onChange={() => setLocal(!local)} />
        <span>
          {text.zone} <span className="ctl-hint">{text.zoneHint}</span>
        </span>
      </label>
      <Sample preview={preview} />
      <div className="spend-actions">
        <Button type="submit" look="primary" disabled={running}>
          {text.compare}
        </Button>
        {running && <Button onClick={onStop}>{text.stop}</Button>}
      </div>
      {missing && (
        <Notice tone="warn" role="alert">
          {missing}
        </Notice>
      )}
    </form>
  );
};

const missingPart = (mapping: ColumnMapping, hasKey: boolean): string | null => {
  if (!mapping.at) return text.needTime;
  if (!mapping.input && !mapping.output && !mapping.cost) return text.needAmount;
  return hasKey ? null : text.needKey;
};

const Sample = ({ preview: { columns, sample } }: { preview: Preview }) => (
  <details className="spend-sample">
    <summary>{text.sample}</summary>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <section className="spend-scroll" tabIndex={0} aria-label={text.sample}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.line}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row of the file is its place
            <tr key={index}>
              <th scope="row">{index + 2}</th>
              {columns.map((name) => (
                <td key={name}>{row[name]?.slice(0, 80)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  </details>
);
