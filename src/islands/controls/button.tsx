/**
 * A button. `primary` is for the one thing that a form is for; `quiet` for what stands beside it.
 * A disabled one can still be reached and does nothing, nor does it submit: browsers take the focus away
 * from what is `disabled`, and a reader at the keyboard would lose their place while something runs.
 */
import type { ComponentProps, MouseEvent } from 'react';
import './controls.css';

export type ButtonProps = Omit<ComponentProps<'button'>, 'aria-disabled'> & {
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 's' | 'm';
};

export const Button = ({
  look = 'plain',
  size = 'm',
  className = '',
  type = 'button',
  disabled = false,
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    type={type}
    className={`ctl-button ${className}`}
    data-look={look}
    data-size={size}
    {...rest}
    aria-disabled={disabled || undefined}
    onClick={disabled ? refuse : onClick}
  />
);

const refuse = (event: MouseEvent): void => event.preventDefault();
