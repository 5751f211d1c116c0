/** An instance that dies is found out by another one beside it, which settles what it left. Takes a minute. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { onBothEngines } from '../storage/store-under-test.ts';
import { ask } from './ask.ts';
import { checkBooks } from './books.ts';
import { newKey, startFaultServer } from './fault-server.ts';
import { startLoad } from './load.ts';
import { createProgress } from './progress.ts';
import { startSteeredUpstream } from './steered-upstream.ts';

onBothEngines((newPlace) => {
  test('what a dead instance left is settled by a living one, which keeps what is its own', async () => {
    const place = await newPlace();
    const upstream = await startSteeredUpstream();
    const mortal = await startFaultServer(place, upstream);
    const survivor = await startFaultServer(place, upstream);
    // A test that fails does not leave its servers behind.
    onTestFinished(async () => {
      await Promise.all([mortal.kill(), survivor.kill()]);
    });
    const store = await place.open();
    const keys = await Promise.all([1, 2].map(() => newKey(store)));
    const running = async () => store.db.selectFrom('running_requests').select('id').execute();

    const load = startLoad([mortal.origin], keys, 8);
    await load.nextEnd();
    const answer = Promise.withResolvers<void>();
    upstream.held = answer.promise;
    const own = ask(survivor.origin, keys[0]?.secret ?? '', 'messages stream');
    while ((await running()).length < 9) await pause(5);
    await mortal.kill();
    await load.stop();

    const killedAt = performance.now();
    while ((await running()).length > 1) await pause(100);
    const seconds = Math.round((performance.now() - killedAt) / 1_000);
    upstream.held = undefined;
    answer.resolve();
    expect(await own).toMatchObject({ status: 200, ended: true });
    const { outcomes } = await checkBooks(store, [...load.seen, await own]);
    expect(outcomes.upstream_error).toBeGreaterThanOrEqual(8);
    createProgress('abandoned', 1).done(`settled by the other instance after ${seconds} s`);
    await survivor.stop();
    await upstream.close();
  }, 120_000);
});
