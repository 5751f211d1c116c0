/** One of a few: radio buttons under a question. */
import { type ReactNode, useId } from 'react';
import './controls.css';
import './choice.css';

export type ChoiceProps<Value> = {
  legend: ReactNode;
  options: readonly (readonly [value: Value, label: string])[];
  value: Value;
  onChange(value: Value): void;
};

export const Choice = <Value,>({ legend, options, value, onChange }: ChoiceProps<Value>) => {
  const name = useId();
  return (
    <fieldset className="ctl-choice">
      <legend className="ctl-label">{legend}</legend>
      {options.map(([option, label]) => (
        <label key={label} className="ctl-check">
          <input
            type="radio"
            name={name}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
};
