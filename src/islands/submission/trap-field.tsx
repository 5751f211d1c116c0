/** A field that people neither see nor reach, and that programs fill in. */
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import './submission.css';

export type TrapFieldProps = { value: string; onChange(value: string): void };

export const TrapField = ({ value, onChange }: TrapFieldProps) => (
  <div className="submission-trap" aria-hidden="true">
    <label>
      {text.trap}
      <input
        name="website"
        tabIndex={-1}
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  </div>
);
