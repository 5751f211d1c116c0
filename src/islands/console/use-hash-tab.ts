/** The chosen tab in step with the page's hash. */
import { useEffect, useState } from 'react';
import { type ConsoleTab, consoleTabs } from './tabs.ts';

export const useHashTab = (): [ConsoleTab, (id: string) => void] => {
  const [id, setId] = useState(consoleTabs[0].id);
  useEffect(() => {
    const read = () => setId(window.location.hash.slice(1));
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const choose = (next: string) => {
    setId(next);
    const { pathname, search } = window.location;
    window.history.replaceState(window.history.state, '', `${pathname}${search}#${next}`);
  };
  return [consoleTabs.find((tab) => tab.id === id) ?? consoleTabs[0], choose];
};
