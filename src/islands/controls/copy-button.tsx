/** Copies a text and says so in its own place. */
import { useEffect, useState } from 'react';
import text from '#content/i18n/en/controls.json' with { type: 'json' };
import { announce } from './announce.ts';
import { Button, type ButtonProps } from './button.tsx';

export type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'value'> & {
  /** The text, or how to get it at the moment of the click. */
  value: string | (() => string);
  children?: string;
  /** What is copied, for screen readers, where several such buttons stand on a page. */
  about?: string;
};

export const CopyButton = ({ value, children = text.copy, about, ...rest }: CopyButtonProps) => {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = async () => {
    const copied = await copyText(typeof value === 'string' ? value : value());
    setState(copied ? 'copied' : 'failed');
    announce(copied ? text.copied : text.copyFailed);
  };
  return (
    <Button size="s" look="quiet" {...rest} onClick={copy} data-state={state}>
      {state === 'copied' ? text.copied : state === 'failed' ? text.copyFailed : children}
      {about && <span className="ctl-hidden"> {about}</span>}
    </Button>
  );
};

/** False when the browser refuses: no permission, or a page that is not served securely. */
export const copyText = async (value: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return false;
    throw error;
  }
};
