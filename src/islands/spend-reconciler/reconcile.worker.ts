/** The worker: reads the export, reads the log, compares. The page stays free, and nothing is uploaded. */
import {
  guessMapping,
  guessUnit,
  hasNoZone,
  holdsSums,
  isCall,
  isFault,
  readRow,
} from '../../domain/reconcile/columns.ts';
import { logMargin, reconcile } from '../../domain/reconcile/reconcile.ts';
import type { ClientRow, LogRow } from '../../domain/reconcile/rows.ts';
import type { CompareOptions, Faults, Order, Preview, Report, Timeline } from './messages.ts';
import { type ExportRow, readExport, UnreadableExport } from './read-export.ts';
import { readLog } from './read-log.ts';

let rows: ExportRow[] = [];

const tell = (report: Report): void => postMessage(report);
const progress = (step: 'rows' | 'log' | 'compare') => (count: number) =>
  tell({ report: 'progress', step, count });

/** Orders are carried out one after the other: a comparison waits for the file. */
let last: Promise<void> = Promise.resolve();
addEventListener('message', ({ data }: MessageEvent<Order>) => {
  last = last
    .then(() => (data.order === 'read' ? read(data) : compare(data)))
    .catch((error: unknown) => {
      tell({ report: 'unreadable', reason: 'broken' });
      reportError(error);
    });
});

const read = async ({ file, again }: { file: File; again: boolean }): Promise<void> => {
  try {
    rows = await readExport(file, again ? () => {} : progress('rows'));
  } catch (error) {
    if (error instanceof UnreadableExport)
      return tell({ report: 'unreadable', reason: 'unreadable' });
    throw error;
  }
  if (again) return;
  if (rows.length === 0) return tell({ report: 'unreadable', reason: 'empty' });
  tell({ report: 'preview', preview: preview(rows) });
};

const preview = (all: ExportRow[]): Preview => {
  const first = all.slice(0, 50);
  const columns = [...new Set(first.flatMap((row) => Object.keys(row)))];
  const mapping = guessMapping(columns, first);
  const times = mapping.at;
  return {
    columns,
    mapping,
    costUnit: guessUnit(mapping),
    rows: all.length,
    sample: first
      .slice(0, 4)
      .map((row) => Object.fromEntries(columns.map((name) => [name, String(row[name] ?? '')]))),
    local: times !== undefined && first.some((row) => hasNoZone(row[times])),
    sums: holdsSums(first, mapping),
  };
};

const compare = async ({ mapping, costUnit, local, key }: CompareOptions): Promise<void> => {
  const client: ClientRow[] = [];
  const unread: string[] = [];
  for (const [index, raw] of rows.entries()) {
    if (!isCall(raw, mapping)) continue;
    const row = readRow(raw, index + 2, { mapping, costUnit });
    if (isFault(row)) unread.push(row.message);
    else client.push(row);
  }
  const faults: Faults | null = unread[0] ? { count: unread.length, first: unread[0] } : null;
  if (client.length === 0) return tell({ report: 'unreadable', reason: 'noRows' });
  const log = await readLog(key, spanOf(client), progress('log'));
  if (!log.ok) {
    if (log.failure) tell({ report: 'failed', failure: log.failure });
    return;
  }
  progress('compare')(client.length);
  const result = reconcile(client, log.value, local ? 'unknown' : 'known');
  tell({
    report: 'result',
    result,
    faults,
    timeline: timelineOf(client, log.value, result.offsetHours),
  });
};

const spanOf = (client: readonly ClientRow[]) => {
  const span = { from: Number.POSITIVE_INFINITY, to: 0 };
  for (const { at } of client) {
    span.from = Math.min(span.from, at - logMargin);
    span.to = Math.max(span.to, at + logMargin);
  }
  return span;
};

const hour = 3_600_000;

const timelineOf = (
  client: readonly ClientRow[],
  log: readonly LogRow[],
  offset: number,
): Timeline => {
  const sums = new Map<number, { charged: number; counted: number }>();
  const at = (time: number) => {
    const key = Math.floor(time / hour);
    const sum = sums.get(key) ?? { charged: 0, counted: 0 };
    sums.set(key, sum);
    return sum;
  };
  for (const row of client) at(row.at + offset * hour).counted += row.cost ?? 0;
  const hours = [...sums.keys()].sort((a, b) => a - b);
  const [first = 0, last = 0] = [hours[0], hours.at(-1)];
  for (const row of log) {
    const key = Math.floor(row.startedAt / hour);
    if (key >= first && key <= last) at(row.startedAt).charged += row.charge;
  }
  const all = [...sums.keys()].sort((a, b) => a - b);
  return {
    hours: all.map((key) => (key * hour) / 1000),
    charged: all.map((key) => sums.get(key)?.charged ?? 0),
    counted: all.map((key) => sums.get(key)?.counted ?? 0),
  };
};
