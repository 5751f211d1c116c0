/**
 * What a key did since it may have leaked, set against what it did before (K1): models, client programs
 * and hours that are new, and bursts that are faster than ever before. Nothing is called an attack; what
 * stands out is named, with its cost and its requests.
 */
import type { Nanodollars } from './money.ts';
import type { EpochMs } from './rates.ts';
import type { LogRow } from './reconcile/rows.ts';

export type FindingKind = 'new_model' | 'new_client' | 'odd_hour' | 'burst';

export type Finding = {
  kind: FindingKind;
  /** The model, the client family, the hour of the day in UTC, or the minute of the burst. */
  what: string;
  requests: number;
  nanodollars: Nanodollars;
  firstAt: EpochMs;
  lastAt: EpochMs;
  examples: string[];
};

export type LeakReview = {
  since: EpochMs;
  /** Requests before the moment, against which the rest was set; few of them tell little. */
  baseline: number;
  reviewed: number;
  nanodollars: Nanodollars;
  /** Charges of the requests that stand out, each counted once. */
  suspicious: { requests: number; nanodollars: Nanodollars };
  findings: Finding[];
};

export const reviewLeak = (rows: readonly LogRow[], since: EpochMs): LeakReview => {
  const before = rows.filter((row) => row.startedAt < since);
  const after = rows.filter((row) => row.startedAt >= since);
  const marked = new Set<LogRow>();
  const findings = [
    ...unseen('new_model', before, after, (row) => row.model),
    ...unseen('new_client', before, after, (row) => clientFamily(row.client)),
    ...oddHours(before, after),
    ...bursts(before, after),
  ].map(({ kind, what, group }) => {
    for (const row of group) marked.add(row);
    return described(kind, what, group);
  });
  return {
    since,
    baseline: before.length,
    reviewed: after.length,
    nanodollars: charges(after),
    suspicious: { requests: marked.size, nanodollars: charges([...marked]) },
    findings: findings.sort((a, b) => b.nanodollars - a.nanodollars || b.requests - a.requests),
  };
};

/** `claude-cli/2.1.331 (external)` and `claude-cli/2.0` are one family: `claude-cli`. */
export const clientFamily = (client: string | null): string =>
  client === null ? 'unknown' : (/^[^/\s(]+/.exec(client)?.[0].toLowerCase() ?? 'unknown');

type Group = { kind: FindingKind; what: string; group: LogRow[] };

/** Without any history everything would be new, which says nothing. */
const enoughHistory = 5;

const unseen = (
  kind: FindingKind,
  before: LogRow[],
  after: LogRow[],
  name: (row: LogRow) => string,
): Group[] => {
  if (before.length < enoughHistory) return [];
  const known = new Set(before.map(name));
  return [
    ...Map.groupBy(
      after.filter((row) => !known.has(name(row))),
      name,
    ),
  ].map(([what, group]) => ({ kind, what, group }));
};

const hourOf = (row: LogRow): number => new Date(row.startedAt).getUTCHours();

/** Hours of the day with no request before, nor in the hours beside them; needs a day's worth of history. */
const oddHours = (before: LogRow[], after: LogRow[]): Group[] => {
  if (before.length < 4 * enoughHistory) return [];
  const known = new Set(
    before.map(hourOf).flatMap((hour) => [hour, (hour + 1) % 24, (hour + 23) % 24]),
  );
  const groups = Map.groupBy(
    after.filter((row) => !known.has(hourOf(row))),
    hourOf,
  );
  return [...groups].map(([hour, group]) => ({
    kind: 'odd_hour',
    what: `${String(hour).padStart(2, '0')}:00`,
    group,
  }));
};

const leastBurst = 10;

/** Minutes with at least ten requests and three times the busiest minute before. */
const bursts = (before: LogRow[], after: LogRow[]): Group[] => {
  const minuteOf = (row: LogRow) => Math.floor(row.startedAt / 60_000);
  const usual = [...Map.groupBy(before, minuteOf).values()].reduce(
    (most, rows) => Math.max(most, rows.length),
    0,
  );
  const least = Math.max(leastBurst, usual * 3);
  return [...Map.groupBy(after, minuteOf)]
    .filter(([, group]) => group.length >= least)
    .map(([minute, group]) => ({
      kind: 'burst',
      what: new Date(minute * 60_000).toISOString(),
      group,
    }));
};

const described = (kind: FindingKind, what: string, group: LogRow[]): Finding => {
  const times = group.map((row) => row.startedAt).sort((a, b) => a - b);
  return {
    kind,
    what,
    requests: group.length,
    nanodollars: charges(group),
    firstAt: times[0] ?? 0,
    lastAt: times.at(-1) ?? 0,
    examples: group
      .toSorted((a, b) => b.charge - a.charge)
      .slice(0, 3)
      .map((row) => row.id),
  };
};

const charges = (rows: readonly LogRow[]): Nanodollars =>
  rows.reduce((total, row) => total + row.charge, 0);
