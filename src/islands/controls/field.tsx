/** A label, a control, a hint and an error, tied together for screen readers. */
import { type ReactNode, useId } from 'react';
import './controls.css';

/** Attributes for the control itself. */
export type FieldControl = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

export type FieldProps = {
  label: ReactNode;
  /** Beside the label: what the field is measured in, or that it may stay empty. */
  note?: ReactNode;
  hint?: ReactNode;
  /** Announced when it appears. */
  error?: ReactNode;
  children(control: FieldControl): ReactNode;
};

export const Field = ({ label, note, hint, error, children }: FieldProps) => {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="ctl-field">
      <div className="ctl-field-head">
        <label className="ctl-label" htmlFor={id}>
          {label}
        </label>
        {note && <span className="ctl-note">{note}</span>}
      </div>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(error && { 'aria-invalid': true }),
      })}
      {hint && (
        <p className="ctl-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="ctl-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
};
