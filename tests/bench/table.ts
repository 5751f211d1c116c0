/** The figures as a table, and what they say about the goals. */
import type { LoadResult } from './load.ts';
import type { Name } from './targets.ts';

export type Row = {
  traffic: string;
  connections: number;
  /** One result per round. */
  results: Record<string, LoadResult[]>;
};

const titles: Record<Name, string> = {
  upstream: 'upstream alone',
  passThrough: 'pass-through',
  undici: 'with undici',
  gateway: 'this gateway',
  portkey: 'Portkey',
};

export const table = (rows: Row[], names: Name[]): string => {
  const cells = [
    ['', 'connections', ...names.map((name) => `${titles[name]}, per s`), 'median ms', 'p99 ms'],
    ...rows.map((row) => [
      row.traffic,
      String(row.connections),
      ...names.map((name) => Math.round(rate(row, name)).toLocaleString('en')),
      names.map((name) => middle(row, name, 'median').toFixed(2)).join(' / '),
      names.map((name) => middle(row, name, 'p99').toFixed(2)).join(' / '),
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  return lines.join('\n');
};

/** Goals: five times Portkey; 0.6 of the pass-through, and less than 0.5 ms more at one connection. */
export const summary = (rows: Row[]): string =>
  rows
    .map((row) => {
      const parts = [
        `${ratio(row, 'portkey')} × Portkey`,
        `${ratio(row, 'passThrough')} × pass-through`,
        `${ratio(row, 'undici')} × with undici`,
      ];
      if (row.connections === 1)
        parts.push(
          `${added(row, 'passThrough')} and ${added(row, 'undici')} ms more than these two`,
        );
      return `${row.traffic}, ${row.connections} connections: ${parts.join(', ')}`;
    })
    .join('\n');

const ratio = (row: Row, other: Name): string =>
  (rate(row, 'gateway') / rate(row, other)).toFixed(2);

const added = (row: Row, other: Name): string =>
  (middle(row, 'gateway', 'median') - middle(row, other, 'median')).toFixed(2);

const rate = (row: Row, name: Name): number => middle(row, name, 'perSecond');

/** Median over the rounds. */
const middle = (row: Row, name: Name, figure: keyof LoadResult): number => {
  const sorted = (row.results[name] ?? []).map((result) => result[figure]).sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length === 0
    ? Number.NaN
    : ((sorted[Math.floor(half)] ?? 0) + (sorted[Math.ceil(half) - 1] ?? 0)) / 2;
};
