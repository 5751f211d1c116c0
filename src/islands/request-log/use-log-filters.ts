/** Filters in step with the URL's query: read after hydration, written as they change, followed on Back. */
import { useEffect, useState } from 'react';
import { type LogFilters, readFilters, writeFilters } from './log-filters.ts';

/** Null until the address has been read. */
export const useLogFilters = (): [LogFilters | null, (change: Partial<LogFilters>) => void] => {
  const [filters, setFilters] = useState<LogFilters | null>(null);

  useEffect(() => {
    const read = () => setFilters(readFilters(window.location.search));
    read();
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);

  const change = (part: Partial<LogFilters>) => {
    const { pathname, hash, search } = window.location;
    const next = { ...(filters ?? readFilters(search)), ...part };
    setFilters(next);
    const query = writeFilters(next, search);
    window.history.replaceState(
      window.history.state,
      '',
      `${pathname}${query && `?${query}`}${hash}`,
    );
  };

  return [filters, change];
};
