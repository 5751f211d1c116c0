/** Where a secret is typed or pasted: hidden, and neither completed nor checked for spelling. */
import type { ComponentProps } from 'react';

export type KeyInputProps = Omit<ComponentProps<'input'>, 'onChange'> & {
  onChange(secret: string): void;
};

export const KeyInput = ({ onChange, ...rest }: KeyInputProps) => (
  <input
    {...rest}
    className="ctl-input ctl-mono"
    type="password"
    autoComplete="off"
    spellCheck={false}
    placeholder="sk-…"
    onChange={({ target }) => onChange(target.value)}
  />
);
