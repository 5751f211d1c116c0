/** The chosen tab in step with the page's hash. */
import { useEffect, useState } from 'react';
import { type ConsoleTab, consoleTabs } from './tabs.ts';

export type HashTab = {
  tab: ConsoleTab;
  /** Those that the user may see. */
  tabs: readonly ConsoleTab[];
  choose(id: string): void;
};

export const useHashTab = (operator: boolean): HashTab => {
  const [id, setId] = useState(consoleTabs[0].id);
  const tabs = consoleTabs.filter((tab) => operator || !tab.operators);
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
  return { tab: tabs.find((tab) => tab.id === id) ?? consoleTabs[0], tabs, choose };
};
