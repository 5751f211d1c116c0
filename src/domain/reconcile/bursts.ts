/**
 * Autocomplete-like bursts (B3b): many short calls of one key and client, spaced like keystrokes. A run is
 * at least eight calls with at most five seconds between two starts and short answers.
 */
import type { LogRow } from './rows.ts';

const leastCalls = 8;
const longestGap = 5_000;
const longestAnswer = 80;

/** Rows that are part of a burst. */
export const findBursts = (log: readonly LogRow[]): Set<LogRow> => {
  const found = new Set<LogRow>();
  const series = Map.groupBy(
    log.filter((row) => row.usage.output <= longestAnswer),
    (row) => `${row.keyId}|${row.client ?? ''}|${row.model}`,
  );
  for (const rows of series.values()) {
    rows.sort((a, b) => a.startedAt - b.startedAt);
    let run: LogRow[] = [];
    const close = () => {
      if (run.length >= leastCalls) for (const row of run) found.add(row);
    };
    for (const row of rows) {
      const before = run.at(-1);
      if (before && row.startedAt - before.startedAt > longestGap) {
        close();
        run = [];
      }
      run.push(row);
    }
    close();
  }
  return found;
};
