/** One of many: a list that unfolds, under its label. */
import type { ReactNode } from 'react';
import { Field } from './field.tsx';

export type SelectFieldProps<Value extends string | number> = {
  label: ReactNode;
  options: readonly (readonly [value: Value, label: string])[];
  value: Value;
  onChange(value: NoInfer<Value>): void;
  error?: ReactNode;
};

export const SelectField = <Value extends string | number>({
  label,
  options,
  value,
  onChange,
  error,
}: SelectFieldProps<Value>) => (
  <Field label={label} error={error}>
    {(control) => (
      <select
        {...control}
        className="ctl-input"
        value={value}
        onChange={({ target }) => {
          const chosen = options[target.selectedIndex];
          if (chosen) onChange(chosen[0]);
        }}
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
