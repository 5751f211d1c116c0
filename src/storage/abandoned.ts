/** Requests whose instance is gone are settled by what had been checkpointed, each exactly once. */
import { chargeFor } from '../domain/charge.ts';
import { billableUsage, type Outcome } from '../domain/outcome.ts';
import { minuteOf } from './rate-limits.ts';
import type { Settlement } from './requests.ts';
import { type RunningRequest, runningElsewhere } from './running-requests.ts';
import type { Store } from './store.ts';

/**
 * Settles the running requests of instances that are gone; answers how many. On PostgreSQL an
 * instance is gone that has not called `heartbeat` for `staleAfterMs`; beside an SQLite file, one
 * whose process has ended.
 */
export const settleAbandoned = async (s: Store, staleAfterMs: number): Promise<number> => {
  const instances = await s.db.selectFrom('instances').select(['id', 'seen_at']).execute();
  const alive = await s.liveness.alive(
    instances.map(({ id, seen_at }) => ({ id, seenAt: seen_at })),
    staleAfterMs,
  );
  const settled = await settleAllBut(s, [...alive, s.instanceId]);
  const gone = instances.map(({ id }) => id).filter((id) => id !== s.instanceId && !alive.has(id));
  if (gone.length > 0) await s.db.deleteFrom('instances').where('id', 'in', gone).execute();
  gone.forEach(s.liveness.bury);
  return settled;
};

/** Tells the others that this instance is alive, settles what is still owed, and drops old rate windows. */
export const heartbeat = async (s: Store): Promise<void> => {
  const seen = { id: s.instanceId, started_at: s.clock.now(), seen_at: await s.liveness.now() };
  await s.db
    .insertInto('instances')
    .values(seen)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seen_at: seen.seen_at }))
    .execute();
  await s.ledger.catchUp();
  await s.db
    .deleteFrom('rate_windows')
    .where('minute', '<', minuteOf(s.clock.now()) - 1)
    .execute();
};

const rowsAtOnce = 200;

const settleAllBut = async (s: Store, alive: string[]): Promise<number> => {
  let settled = 0;
  for (;;) {
    const found = await runningElsewhere(s, alive, rowsAtOnce);
    const results = await Promise.all(
      found.map((request) => s.ledger.settle(request.started, settlementOf(request))),
    );
    settled += results.filter(Boolean).length;
    if (found.length < rowsAtOnce) return settled;
  }
};

const settlementOf = ({ started, checkpoint }: RunningRequest): Settlement => {
  const { firstTokenAt, usage } = checkpoint;
  const emitted = firstTokenAt !== null;
  const outcome: Outcome = emitted ? 'upstream_disconnected' : 'upstream_error';
  return {
    ...checkpoint,
    outcome,
    errorCode: 'gateway_restarted',
    charge: chargeFor(billableUsage(outcome, usage, emitted), started.price, started.reserved),
  };
};
