/** Requests per minute of keys and accounts, counted in the transaction that reserves. */
import type { EpochMs } from '../domain/rates.ts';
import type { Run } from './engine.ts';
import { countInWindows, readWindows } from './ledger-statements.ts';
import type { LimitState, RequestStart } from './requests.ts';

/** Requests in one minute of a key or an account: those in the store, and those of this batch. */
type Window = { id: string; minute: number; stored: number; added: number };

/** By id and minute. */
export type Windows = Map<string, Window>;

const minuteMs = 60_000;

export const minuteOf = (at: EpochMs): number => Math.floor(at / minuteMs);

export const loadWindows = async (run: Run, starts: RequestStart[]): Promise<Windows> => {
  const windows: Windows = new Map();
  for (const start of starts)
    for (const { id } of limitsOf(start)) {
      const minute = minuteOf(start.startedAt);
      windows.set(nameOf(id, minute), { id, minute, stored: 0, added: 0 });
    }
  const wanted = [...windows.values()].map(({ id, minute }) => ({ id, minute }));
  for (const { id, minute, requests } of await run(readWindows, wanted)) {
    const window = windows.get(nameOf(id, minute));
    if (window) window.stored = requests;
  }
  return windows;
};

/** Counts a request, unless that would exceed a limit: then `allowed` is false and nothing changes. */
export const countRequest = (
  start: RequestStart,
  windows: Windows,
): { allowed: boolean; limit: LimitState } => {
  const minute = minuteOf(start.startedAt);
  const limits = limitsOf(start).map(({ id, scope, limit }) => {
    const window = windows.get(nameOf(id, minute));
    if (!window) throw new Error(`The window of ${id} was not loaded.`);
    return { window, scope, limit };
  });
  const allowed = limits.every(({ window, limit }) => remainingOf(window, limit) > 0);
  if (allowed) for (const { window } of limits) window.added += 1;
  const [tightest] = limits
    .map(({ window, scope, limit }) => ({
      limit,
      remaining: remainingOf(window, limit),
      resetAt: (minute + 1) * minuteMs,
      scope,
    }))
    .sort((a, b) => a.remaining - b.remaining);
  return { allowed, limit: tightest ?? null };
};

export const saveWindows = (run: Run, windows: Windows) =>
  run(
    countInWindows,
    [...windows.values()]
      .filter(({ added }) => added > 0)
      .map(({ id, minute, added }) => ({ id, minute, requests: added })),
  );

const limitsOf = ({ keyId, accountId, limits }: RequestStart) => [
  ...(limits.key === null ? [] : [{ id: keyId, scope: 'key' as const, limit: limits.key }]),
  ...(limits.account === null
    ? []
    : [{ id: accountId, scope: 'account' as const, limit: limits.account }]),
];

const nameOf = (id: string, minute: number): string => `${id} ${minute}`;

const remainingOf = ({ stored, added }: Window, limit: number): number =>
  Math.max(0, limit - stored - added);
