/** Filters in step with the URL's query: read after hydration, written as they change, followed on Back. */
import { useEffect, useState } from 'react';
import { type Filters, noFilters, readFilters, writeFilters } from './filters.ts';

export const useFilters = (): [Filters, (change: Partial<Filters>) => void] => {
  const [filters, setFilters] = useState(noFilters);

  useEffect(() => {
    const read = () => setFilters(readFilters(window.location.search));
    read();
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);

  const change = (part: Partial<Filters>) => {
    const next = { ...filters, ...part };
    setFilters(next);
    const query = writeFilters(next);
    const { pathname, hash } = window.location;
    window.history.replaceState(
      window.history.state,
      '',
      `${pathname}${query && `?${query}`}${hash}`,
    );
  };

  return [filters, change];
};
