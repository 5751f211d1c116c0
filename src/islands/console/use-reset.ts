/** The token of a link that sets a new password. It leaves the address bar as soon as it has been read. */
import { useEffect, useState } from 'react';
import { resetTokenIn } from '../../domain/reset-link.ts';

export type Reset =
  | { state: 'none' }
  | { state: 'asked'; token: string }
  /** The new password is set; nobody has signed in with it yet. */
  | { state: 'done' };

export const useReset = (): [reset: Reset, setReset: (reset: Reset) => void] => {
  const [reset, setReset] = useState<Reset>({ state: 'none' });
  useEffect(() => {
    const read = () => {
      const { hash, pathname, search } = window.location;
      const token = resetTokenIn(hash);
      if (!token) return;
      window.history.replaceState(window.history.state, '', `${pathname}${search}`);
      setReset({ state: 'asked', token });
    };
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return [reset, setReset];
};
