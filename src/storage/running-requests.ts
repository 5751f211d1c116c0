/** Reads the requests that run: what was known when they began, and what has been saved of them since. */
import type { Selectable } from 'kysely';
import { nothingKnown, type StartedText } from './request-values.ts';
import type { Checkpoint, Started } from './requests.ts';
import type { RunningRequestsTable } from './schema.ts';
import type { Store } from './store.ts';

export type RunningRequest = { keyLabel: string; started: Started; checkpoint: Checkpoint };

export const findRunning = async (s: Store, id: string): Promise<RunningRequest | undefined> => {
  const row = await running(s).where('running_requests.id', '=', id).executeTakeFirst();
  return row && runningRequest(row);
};

export const runningOfAccount = async (s: Store, accountId: string): Promise<RunningRequest[]> => {
  const rows = await running(s).where('running_requests.account_id', '=', accountId).execute();
  return rows.map(runningRequest);
};

/** Up to `limit` of those that none of the given instances runs. */
export const runningElsewhere = async (
  s: Store,
  instanceIds: string[],
  limit: number,
): Promise<RunningRequest[]> => {
  const rows = await running(s)
    .where('running_requests.instance_id', 'not in', instanceIds)
    .limit(limit)
    .execute();
  return rows.map(runningRequest);
};

const running = (s: Store) =>
  s.db
    .selectFrom('running_requests')
    .innerJoin('keys', 'keys.id', 'running_requests.key_id')
    .selectAll('running_requests')
    .select('keys.label as key_label');

type Row = Selectable<RunningRequestsTable> & { key_label: string };

const runningRequest = (row: Row): RunningRequest => ({
  keyLabel: row.key_label,
  started: {
    ...(JSON.parse(row.started) as StartedText),
    id: row.id,
    accountId: row.account_id,
    keyId: row.key_id,
    reserved: row.reserved,
  },
  checkpoint: row.checkpoint === null ? nothingKnown : (JSON.parse(row.checkpoint) as Checkpoint),
});
