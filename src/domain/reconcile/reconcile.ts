/**
 * Why spending differs from what a client shows (B3). The difference between the log's charges and the
 * client's costs is split into amounts with a known cause; what no cause explains is called so.
 * The amounts add up: charged − counted = sum of the causes + unexplained.
 */
import { chargeAmount } from '../charge.ts';
import type { Nanodollars } from '../money.ts';
import type { EpochMs } from '../rates.ts';
import { findBursts } from './bursts.ts';
import {
  isMiss,
  type MissContext,
  type MissReason,
  missContexts,
  missedTokens,
  missReason,
} from './cache-misses.ts';
import type { CauseId } from './causes.ts';
import { type Matched, matchRows } from './match.ts';
import { inputMeaning, pairSteps } from './pair-cost.ts';
import type { ClientRow, LogRow, Pair } from './rows.ts';
import { type CauseAmount, createTally, type Tally } from './tally.ts';
import { findOffset } from './time-zone.ts';

export type Reconciliation = {
  period: { from: EpochMs; to: EpochMs };
  /** Hours to add to the export's times to get UTC. */
  offsetHours: number;
  client: { rows: number; nanodollars: Nanodollars };
  log: { rows: number; nanodollars: Nanodollars };
  matched: number;
  /** Charged − counted. */
  difference: Nanodollars;
  causes: CauseAmount[];
  unexplained: Nanodollars;
  /** What cache misses cost that both sides counted alike: no part of the difference, but of the bill. */
  cacheMisses: CauseAmount[];
};

/** How far around the export's period the log is needed, since a time zone moves rows by up to 14 hours. */
export const logMargin = 15 * 3_600_000;

/**
 * `log`: the settled rows from `logMargin` before the export's first row to `logMargin` after its last.
 * `zones`: `unknown` when the export's times name no time zone. At least one client row is needed.
 */
export const reconcile = (
  rows: readonly ClientRow[],
  log: readonly LogRow[],
  zones: 'known' | 'unknown',
): Reconciliation => {
  const client = withoutRepeats(rows, log);
  const [from, to] = spanOf(client);
  const offset = zones === 'unknown' ? findOffset(client, log) : 0;
  const named = within(log, from, to);
  const meant = offset === 0 ? named : within(log, from + offset, to + offset);
  const matched = matchRows(client, meant, offset);
  const contexts = missContexts(log);

  const tally = createTally();
  explainMissing(matched, tally);
  const pairs = explainPairs(matched.pairs, contexts, tally);
  explainTimeZone(named, meant, tally);

  const counted = pairs + sum(matched.onlyClient, (row) => row.cost ?? 0);
  const charged = sum(named, (row) => row.charge);
  const causes = tally.amounts();
  return {
    period: { from, to },
    offsetHours: offset / 3_600_000,
    client: { rows: client.length, nanodollars: counted },
    log: { rows: named.length, nanodollars: charged },
    matched: matched.pairs.length,
    difference: charged - counted,
    causes,
    unexplained: charged - counted - sum(causes, (each) => each.nanodollars),
    cacheMisses: missesSeenByBoth(matched.pairs, contexts),
  };
};

/** Some clients write a line for each part of an answer, all with its request id: the fullest count is the call's. */
const withoutRepeats = (rows: readonly ClientRow[], log: readonly LogRow[]): ClientRow[] => {
  const logged = new Set(log.map(({ id }) => id));
  const fullest = new Map<string, ClientRow>();
  for (const row of rows) {
    if (row.requestId === null || !logged.has(row.requestId)) continue;
    const known = fullest.get(row.requestId);
    if (!known || (row.output ?? 0) > (known.output ?? 0)) fullest.set(row.requestId, row);
  }
  return rows.filter((row) => {
    const kept = row.requestId === null ? undefined : fullest.get(row.requestId);
    return kept === undefined || kept === row;
  });
};

/** Calls on one side only. */
const explainMissing = ({ onlyLog, onlyClient }: Matched, tally: Tally): void => {
  const bursts = findBursts(onlyLog);
  for (const row of onlyLog) tally.add(missingCause(row, bursts), row.charge, row.id);
  for (const row of onlyClient) tally.add('not_in_log', -(row.cost ?? 0), `line ${row.line}`);
};

const missingCause = (row: LogRow, bursts: Set<LogRow>): CauseId => {
  if (bursts.has(row)) return 'autocomplete';
  return row.outcome === 'completed' ? 'not_counted' : 'broken_off';
};

/** Calls on both sides; answers what the client counted for them. */
const explainPairs = (
  pairs: readonly Pair[],
  contexts: Map<LogRow, MissContext>,
  tally: Tally,
): Nanodollars => {
  const meaning = inputMeaning(pairs);
  let counted = 0;
  for (const pair of pairs) {
    const steps = pairSteps(pair, meaning);
    tally.add(
      cacheCauses[missReason(pair.log, contextOf(contexts, pair.log))],
      steps.cache,
      pair.log.id,
    );
    tally.add(pair.log.stream ? 'usage_not_read' : 'tokens_missed', steps.tokens, pair.log.id);
    tally.add('multiplier', steps.multiplier, pair.log.id);
    counted += steps.counted;
  }
  return counted;
};

const cacheCauses: Record<MissReason, CauseId> = {
  expired: 'cache_expired',
  unsupported: 'cache_unsupported',
  changed: 'cache_prefix_changed',
};

/** Rows that are in one of the two periods only, because the export's clock is not the log's. */
const explainTimeZone = (
  named: readonly LogRow[],
  meant: readonly LogRow[],
  tally: Tally,
): void => {
  const [inNamed, inMeant] = [new Set(named), new Set(meant)];
  for (const row of named) if (!inMeant.has(row)) tally.add('time_zone', row.charge, row.id);
  for (const row of meant) if (!inNamed.has(row)) tally.add('time_zone', -row.charge, row.id);
};

const missesSeenByBoth = (
  pairs: readonly Pair[],
  contexts: Map<LogRow, MissContext>,
): CauseAmount[] => {
  const tally = createTally();
  for (const { client, log } of pairs) {
    const context = contextOf(contexts, log);
    if (!isMiss(log, context) || (client.cacheRead ?? 0) > log.usage.cacheRead) continue;
    const tokens = missedTokens(log, context);
    const written = log.usage.cacheWrite5m > 0 ? 'cacheWrite5m' : 'cacheWrite1h';
    const hit = { ...log.usage, [written]: log.usage[written] - tokens, cacheRead: tokens };
    if (hit[written] >= 0)
      tally.add(
        cacheCauses[missReason(log, context)],
        log.charge - chargeAmount(hit, log.price),
        log.id,
      );
  }
  return tally.amounts();
};

const noContext: MissContext = { before: undefined, modelCaches: false };

const contextOf = (contexts: Map<LogRow, MissContext>, row: LogRow): MissContext =>
  contexts.get(row) ?? noContext;

const spanOf = (client: readonly ClientRow[]): [EpochMs, EpochMs] => {
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const { at } of client) {
    from = Math.min(from, at);
    to = Math.max(to, at);
  }
  return [from, to];
};

/** Clients stamp a call's start or end, to the second or the minute. */
const slack = 60_000;

const within = (log: readonly LogRow[], from: EpochMs, to: EpochMs): LogRow[] =>
  log.filter((row) => row.endedAt >= from - slack && row.startedAt <= to + slack);

const sum = <T>(rows: readonly T[], amount: (row: T) => number): number =>
  rows.reduce((total, row) => total + amount(row), 0);
