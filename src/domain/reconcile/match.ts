/**
 * Finds the log row of each row of an export: by request id where there is one, else by model, tokens
 * and time. Each row is used once. Linear in the number of rows but for a window of time.
 */
import { type ClientRow, comparableModel, type LogRow, type Pair } from './rows.ts';

export type Matched = { pairs: Pair[]; onlyClient: ClientRow[]; onlyLog: LogRow[] };

/** How far a client's time may be from the moments at which the request started and ended. */
const tolerance = 120_000;

/** `offset`: milliseconds to add to the export's times to get UTC. */
export const matchRows = (
  client: readonly ClientRow[],
  log: readonly LogRow[],
  offset: number,
): Matched => {
  const used = new Set<LogRow>();
  const found = new Map<ClientRow, LogRow>();
  const take = (row: ClientRow, match: LogRow | undefined) => {
    if (!match) return;
    used.add(match);
    found.set(row, match);
  };

  const byId = new Map(log.map((row) => [row.id, row]));
  for (const row of client) {
    const match = row.requestId === null ? undefined : byId.get(row.requestId);
    if (match && !used.has(match)) take(row, match);
  }
  const near = timeIndex(log);
  const open = client.filter((row) => !found.has(row)).sort((a, b) => a.at - b.at);
  for (const same of [sameTokens, sameInput, anyTokens])
    for (const row of open)
      if (!found.has(row))
        take(
          row,
          nearest(row, near(row, offset), (match) => !used.has(match) && same(row, match), offset),
        );

  return {
    pairs: [...found].map(([row, match]) => ({ client: row, log: match })),
    onlyClient: client.filter((row) => !found.has(row)),
    onlyLog: log.filter((row) => !used.has(row)),
  };
};

/** All that a log row counted as input, however the client's protocol splits it. */
export const promptTokens = ({ usage }: LogRow): number =>
  usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;

const sameInput = (row: ClientRow, match: LogRow): boolean =>
  row.input !== null &&
  row.input > 0 &&
  (row.input === match.usage.input || row.input === promptTokens(match));

const sameTokens = (row: ClientRow, match: LogRow): boolean =>
  sameInput(row, match) && row.output === match.usage.output;

/** Without equal counts, only a row whose own counts are missing or zero, or lower, can be the same call. */
const anyTokens = (row: ClientRow, match: LogRow): boolean =>
  (row.input ?? 0) <= promptTokens(match) && (row.output ?? 0) <= match.usage.output;

type Window = (row: ClientRow, offset: number) => LogRow[];

const minute = 60_000;

/** Log rows by model and minute, so that a look-up reads a few minutes and not the whole log. */
const timeIndex = (log: readonly LogRow[]): Window => {
  const buckets = new Map<string, LogRow[]>();
  const add = (key: string, row: LogRow) => {
    const bucket = buckets.get(key);
    if (bucket) bucket.push(row);
    else buckets.set(key, [row]);
  };
  for (const row of log) {
    const first = Math.floor(row.startedAt / minute);
    // Long streams are found by their end as well.
    const last = Math.floor(row.endedAt / minute);
    for (const model of [comparableModel(row.model), ''])
      for (const at of new Set([first, last])) add(`${model}|${at}`, row);
  }
  return (row, offset) => {
    const model = row.model === null ? '' : comparableModel(row.model);
    const at = Math.floor((row.at + offset) / minute);
    const reach = tolerance / minute;
    return Array.from(
      { length: 2 * reach + 1 },
      (_, step) => buckets.get(`${model}|${at - reach + step}`) ?? [],
    ).flat();
  };
};

const nearest = (
  row: ClientRow,
  rows: LogRow[],
  fits: (row: LogRow) => boolean,
  offset: number,
): LogRow | undefined => {
  let best: LogRow | undefined;
  let bestDistance = tolerance + 1;
  for (const each of rows) {
    const distance = distanceTo(row.at + offset, each);
    if (distance < bestDistance && fits(each)) {
      best = each;
      bestDistance = distance;
    }
  }
  return best;
};

/** Zero within the request's own time; clients stamp its start or its end. */
const distanceTo = (at: number, { startedAt, endedAt }: LogRow): number => {
  if (at < startedAt) return startedAt - at;
  return at > endedAt ? at - endedAt : Math.min(at - startedAt, endedAt - at) / 1000;
};
