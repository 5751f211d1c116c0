/** Looks into the request log of a key until a request of the reader's app is in it, and until that has ended. */
import { doctorClient } from '../../domain/doctor/check.ts';
import type { RequestLogPage, RequestLogRow } from '../../domain/request-log.ts';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';

export type LogWatcher = {
  /** The row as it is now; again when it has changed. */
  row(row: RequestLogRow): void;
  /** Whether the last look reached the log. */
  reached(reached: boolean): void;
  /** The log is closed to this key: no use to look again. */
  failed(failure: Failure): void;
};

const pollMs = 1_500;
const pageSize = 20;

/**
 * Only rows newer than those at the first look count. Ids of requests sort by time, so neither the clock of
 * this machine nor that of the gateway matters.
 */
export const watchLog = async (
  secret: string,
  signal: AbortSignal,
  watcher: LogWatcher,
): Promise<void> => {
  let newest: string | undefined;
  let found: string | undefined;
  while (!signal.aborted) {
    const path = found ? `/v1/requests/${found}` : `/v1/requests?limit=${pageSize}`;
    const answer = await call<RequestLogPage | RequestLogRow>(path, { key: secret, signal });
    if (signal.aborted) return;
    watcher.reached(answer.ok);
    if (answer.ok) {
      const rows = answer.value.object === 'list' ? answer.value.data : [answer.value];
      if (newest === undefined) newest = rows[0]?.id ?? '';
      else {
        const row = found ? rows[0] : firstAfter(newest, rows);
        if (row) watcher.row(row);
        if (row?.state === 'settled') return;
        found = row?.id;
      }
    } else if (answer.failure?.status === 401) return watcher.failed(answer.failure);
    await pause(pollMs, signal);
  }
};

/** The oldest new row that is not the key doctor's. `rows` come newest first. */
const firstAfter = (newest: string, rows: readonly RequestLogRow[]): RequestLogRow | undefined =>
  rows.findLast(({ id, client }) => id > newest && client !== doctorClient);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
