/** The rows on the screen, into which pages and live rows are put. Newest first. */
import type { RequestLogRow } from '../../domain/request-log.ts';

/**
 * Puts rows into the list; one that is there already is replaced. With `open`, older pages have not been
 * read yet, so a row older than all of the list is left out: there would be a gap before it.
 */
export const mergeRows = (
  rows: readonly RequestLogRow[],
  arrived: readonly RequestLogRow[],
  open: boolean,
): RequestLogRow[] => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const oldest = rows.at(-1);
  for (const row of arrived)
    if (!open || !oldest || byId.has(row.id) || newestFirst(row, oldest) < 0) byId.set(row.id, row);
  return [...byId.values()].sort(newestFirst);
};

/** Ids begin with the time, and pages are ordered by them. */
const newestFirst = (a: RequestLogRow, b: RequestLogRow): number => {
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
};
