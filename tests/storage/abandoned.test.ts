import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkLedger, findAccount } from '../../src/storage/accounts.ts';
import {
  checkpoint,
  findRequest,
  heartbeat,
  reserve,
  settle,
  settleAbandoned,
} from '../../src/storage/requests.ts';
import { completed, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

/** Everyone but the caller counts as gone on PostgreSQL; beside SQLite the processes tell. */
const noPatience = -1_000;

const midway = {
  upstream: 'sandbox',
  status: 200,
  firstTokenAt: Date.UTC(2026, 5, 1, 12, 0, 1),
  usage: usage(100, 50),
  usageSource: 'counted',
} as const;

onBothEngines((newPlace) => {
  test('a stream whose instance is gone is charged for what it had emitted (B2)', async () => {
    const place = await newPlace();
    const gone = await place.open();
    const { account, key } = await seed(gone, 5_000);
    const start = startOf(key);
    await reserve(gone, start);
    await checkpoint(gone, start.id, midway);
    await gone.close();
    const next = await place.open();
    expect(await settleAbandoned(next, 60_000)).toBe(1);
    expect(await findRequest(next, account.id, start.id)).toMatchObject({
      state: 'settled',
      outcome: 'upstream_disconnected',
      errorCode: 'gateway_restarted',
      status: 200,
      usage: usage(100, 50),
      charge: { nanodollars: 375, lines: [{ kind: 'input' }, { kind: 'output' }] },
    });
    expect(await findAccount(next, account.id)).toMatchObject({ balance: 4_625, reserved: 0 });
    expect(await checkLedger(next)).toEqual([]);
  });

  test('a request that had sent no token is settled without a charge (B1)', async () => {
    const place = await newPlace();
    const gone = await place.open();
    const { account, key } = await seed(gone, 5_000);
    const [early, dialled] = [startOf(key), startOf(key)];
    await reserve(gone, early);
    await reserve(gone, dialled);
    await checkpoint(gone, dialled.id, { ...midway, status: null, firstTokenAt: null });
    await gone.close();
    const next = await place.open();
    expect(await settleAbandoned(next, 60_000)).toBe(2);
    for (const { id } of [early, dialled])
      expect(await findRequest(next, account.id, id)).toMatchObject({
        outcome: 'upstream_error',
        errorCode: 'gateway_restarted',
        charge: { nanodollars: 0, lines: [] },
      });
    expect(await findAccount(next, account.id)).toMatchObject({ balance: 5_000, reserved: 0 });
    expect(await checkLedger(next)).toEqual([]);
  });

  test('several instances that look at once settle each request once', async () => {
    const place = await newPlace();
    const gone = await place.open();
    const { account, key } = await seed(gone, 1_000_000);
    const starts = Array.from({ length: 450 }, () => startOf(key));
    await Promise.all(starts.map((start) => reserve(gone, start)));
    await Promise.all(starts.map(({ id }) => checkpoint(gone, id, midway)));
    await gone.close();
    const others = await Promise.all([place.open(), place.open(), place.open()]);
    const counts = await Promise.all(others.map((other) => settleAbandoned(other, 60_000)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(450);
    const [one] = others;
    expect(await findAccount(one, account.id)).toMatchObject({
      balance: 1_000_000 - 450 * 375,
      reserved: 0,
    });
    expect(await checkLedger(one)).toEqual([]);
  });

  test('requests of an instance that is alive are left alone', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { key } = await seed(one, 5_000);
    const start = startOf(key);
    await reserve(one, start);
    await heartbeat(one);
    expect(await settleAbandoned(two, 60_000)).toBe(0);
    expect(await settleAbandoned(one, noPatience)).toBe(0);
    expect(await settle(one, start, completed(usage(1, 1)))).toBe(true);
  });

  test('a process that was killed leaves requests that the next one settles', async () => {
    const place = await newPlace();
    const s = await place.open();
    const { account, key } = await seed(s, 5_000);
    const start = startOf(key);
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('./running-request.ts', import.meta.url)), JSON.stringify(start)],
      {
        env: { PATH: process.env.PATH, ...place.environment },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    await once(child.stdout, 'data');
    expect(await settleAbandoned(s, 60_000)).toBe(0);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    expect(await settleAbandoned(s, noPatience)).toBe(1);
    expect(await settleAbandoned(s, noPatience)).toBe(0);
    expect(await findRequest(s, account.id, start.id)).toMatchObject({
      errorCode: 'gateway_restarted',
    });
    expect(await checkLedger(s)).toEqual([]);
  });
});
