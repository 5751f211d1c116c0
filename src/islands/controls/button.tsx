/** A button. `primary` is for the one thing that a form is for; `quiet` for what stands beside it. */
import type { ComponentProps } from 'react';
import './controls.css';

export type ButtonProps = ComponentProps<'button'> & {
  look?: 'plain' | 'primary' | 'quiet' | 'danger';
  size?: 's' | 'm';
};

export const Button = ({
  look = 'plain',
  size = 'm',
  className = '',
  type = 'button',
  ...rest
}: ButtonProps) => (
  <button
    type={type}
    className={`ctl-button ${className}`}
    data-look={look}
    data-size={size}
    {...rest}
  />
);
