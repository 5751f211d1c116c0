/** A field of the forms that sign up or in or set a password. */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Field } from '../controls/field.tsx';

export type AccountFieldProps = {
  name: 'name' | 'email' | 'password' | 'newPassword';
  type: 'text' | 'email' | 'password';
  autoComplete: string;
  hint?: string | undefined;
  fault: string | null;
};

const longest = { name: 100, email: 254, password: 128, newPassword: 128 };

export const AccountField = ({ name, type, autoComplete, hint, fault }: AccountFieldProps) => (
  <Field label={text[`form.${name}`]} hint={hint} error={fault}>
    {(control) => (
      <input
        {...control}
        className="ctl-input"
        name={name}
        type={type}
        autoComplete={autoComplete}
        maxLength={longest[name]}
        required
      />
    )}
  </Field>
);
