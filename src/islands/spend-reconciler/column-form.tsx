/** Which column is what: the guess in a line, and how to correct it. */
import { type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type { ColumnMapping, CostUnit } from '../../domain/reconcile/columns.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { fill } from '../text/fill.ts';
import { ColumnFields, exportFields } from './column-fields.tsx';
import type { Preview } from './messages.ts';
import { SampleRows } from './sample-rows.tsx';

export type ColumnChoice = { mapping: ColumnMapping; costUnit: CostUnit; local: boolean };

type ColumnFormProps = {
  preview: Preview;
  hasKey: boolean;
  running: boolean;
  onCompare(choice: ColumnChoice): void;
};

export const ColumnForm = ({ preview, hasKey, running, onCompare }: ColumnFormProps) => {
  const [mapping, setMapping] = useState(preview.mapping);
  const [costUnit, setCostUnit] = useState<CostUnit>(preview.costUnit);
  const [local, setLocal] = useState(preview.local);
  const [open, setOpen] = useState(missingColumn(preview.mapping) !== null);
  const [missing, setMissing] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const column = missingColumn(mapping);
    const lacks = column ?? (hasKey ? null : text.needKey);
    setMissing(lacks);
    if (column) setOpen(true);
    if (!lacks) onCompare({ mapping, costUnit, local });
  };
  return (
    <form className="spend-columns" onSubmit={submit}>
      <details
        className="spend-details"
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary>
          {text.columns} {!open && <small className="spend-mapped">{inALine(mapping)}</small>}
        </summary>
        <p className="ctl-hint">{text.columnsHint}</p>
        <ColumnFields
          columns={preview.columns}
          mapping={mapping}
          costUnit={costUnit}
          onMapping={setMapping}
          onCostUnit={setCostUnit}
        />
      </details>
      <SampleRows preview={preview} />
      {preview.sums && <Notice tone="warn">{text.sums}</Notice>}
      <label className="ctl-check">
        <input type="checkbox" checked={local} onChange={() => setLocal(!local)} />
        <span>
          {text.zone} <span className="ctl-hint">{text.zoneHint}</span>
        </span>
      </label>
      {missing && (
        <Notice tone="warn" role="alert">
          {missing}
        </Notice>
      )}
      <div className="ctl-actions">
        <Button type="submit" look="primary" disabled={running}>
          {text.compare}
        </Button>
      </div>
    </form>
  );
};

const missingColumn = (mapping: ColumnMapping): string | null => {
  if (!mapping.at) return text.needTime;
  return mapping.input || mapping.output || mapping.cost ? null : text.needAmount;
};

const inALine = (mapping: ColumnMapping): string =>
  exportFields
    .flatMap((field) => {
      const column = mapping[field];
      return column ? [fill(text.columnPair, { field: text[`field.${field}`], column })] : [];
    })
    .join(' · ');
