/** A list of the file's columns for each thing that is looked for, and the unit of the cost. */
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type {
  ColumnMapping,
  CostUnit,
  Field as ExportField,
} from '../../domain/reconcile/columns.ts';
import { SelectField } from '../controls/select-field.tsx';

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
        <SelectField
          key={field}
          label={text[`field.${field}`]}
          value={mapping[field] ?? ''}
          options={[['', text.none], ...columns.map((name) => [name, name] as const)]}
          onChange={(name) => onMapping({ ...mapping, [field]: name || undefined })}
        />
      ))}
      <SelectField
        label={text['unit.label']}
        value={costUnit}
        options={units.map((unit) => [unit, text[`unit.${unit}`]] as const)}
        onChange={onCostUnit}
      />
    </div>
  );
};
