/** A list of the file's columns for each thing that is looked for, and the unit of the cost. */
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type {
  ColumnMapping,
  CostUnit,
  Field as ExportField,
} from '../../domain/reconcile/columns.ts';
import { Field } from '../controls/field.tsx';

type ColumnFieldsProps = {
  columns: readonly string[];
  mapping: ColumnMapping;
  costUnit: CostUnit;
  onMapping(mapping: ColumnMapping): void;
  onCostUnit(unit: CostUnit): void;
};

export const exportFields: ExportField[] = [
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

export const ColumnFields = (props: ColumnFieldsProps) => {
  const { columns, mapping, costUnit, onMapping, onCostUnit } = props;
  return (
    <div className="spend-fields">
      {exportFields.map((field) => (
        <Select
          key={field}
          label={text[`field.${field}`]}
          value={mapping[field] ?? ''}
          options={[['', text.none], ...columns.map((name) => [name, name] as const)]}
          onChange={(name) => onMapping({ ...mapping, [field]: name || undefined })}
        />
      ))}
      <Select
        label={text['unit.label']}
        value={costUnit}
        options={units.map((unit) => [unit, text[`unit.${unit}`]] as const)}
        onChange={(value) => onCostUnit(units.find((unit) => unit === value) ?? 'dollars')}
      />
    </div>
  );
};

type SelectProps = {
  label: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
};

const Select = ({ label, value, options, onChange }: SelectProps) => (
  <Field label={label}>
    {(control) => (
      <select
        {...control}
        className="ctl-input"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      >
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    )}
  </Field>
);
