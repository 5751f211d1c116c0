/** A store that goes away under load and comes back: nothing is served unpaid, and nobody has to restart anything. */
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { ServerUnderTest } from '../server-under-test.ts';
import { onBothEngines, type Place } from '../storage/store-under-test.ts';
import { ask, kinds, type Seen } from './ask.ts';
import { allSettled, checkBooks, tally } from './books.ts';
import { newKey, startFaultServer, type TestKey } from './fault-server.ts';
import { startLoad } from './load.ts';
import { createProgress } from './progress.ts';
import { expectNoSecrets } from './secrets.ts';
import { outages, timeFor } from './sizes.ts';
import { startSteeredUpstream } from './steered-upstream.ts';

/** What a full disk does to the server, by the limit on the size of its files. Node ignores the signal that comes with it. */
const limitFiles = ({ pid }: ServerUnderTest, bytes: number | 'unlimited') =>
  execFileSync('prlimit', [`--pid=${pid}`, `--fsize=${bytes}:unlimited`]);

const diskOf = ({ environment }: Place): Outage => ({
  begin: (server) => {
    const sizes = ['tokenbay.sqlite', 'tokenbay.sqlite-wal'].map(
      (name) => statSync(join(environment.DATA_DIR, name)).size,
    );
    limitFiles(server, Math.max(...sizes));
  },
  end: (server) => limitFiles(server, 'unlimited'),
});

type Outage = { begin(server: ServerUnderTest): unknown; end(server: ServerUnderTest): unknown };

const survive = async (name: string, place: Place, outage: Outage): Promise<void> => {
  const upstream = await startSteeredUpstream();
  upstream.paceMs = 2;
  const server = await startFaultServer(place, upstream);
  // A test that fails does not leave its server behind.
  onTestFinished(() => server.kill());
  const store = await place.open();
  const keys = await Promise.all([1, 2, 3].map(() => newKey(store)));
  const progress = createProgress(name, outages);
  const load = startLoad([server.origin], keys, 12);
  for (let time = 0; time < outages; time++) {
    await load.nextEnd();
    await outage.begin(server);
    await nextRefusal(load.seen);
    await pause(500);
    await outage.end(server);
    await load.nextEnd();
    progress.step('back');
  }
  await load.stop();
  await expectAllAnswer(server, keys);
  await allSettled(store);
  const books = await checkBooks(store, load.seen);
  const statuses = tally(load.seen.map(({ status }) => `${status}`));
  progress.done(`statuses: ${JSON.stringify(statuses)}, rows: ${JSON.stringify(books.outcomes)}`);
  expect(Object.keys(statuses).sort()).toEqual(['200', '503']);
  await expectNoSecrets(place, server.output());
  expect(await server.stop()).toBe(0);
  await upstream.close();
};

/** Resolves when clients are told that the store is away. */
const nextRefusal = async (seen: Seen[]): Promise<void> => {
  const from = seen.length;
  while (!seen.slice(from).some(({ status }) => status === 503)) await pause(5);
};

const expectAllAnswer = async ({ origin }: ServerUnderTest, [key]: TestKey[]): Promise<void> => {
  for (const kind of kinds)
    expect(await ask(origin, key?.secret ?? '', kind)).toMatchObject({ status: 200, ended: true });
};

onBothEngines((newPlace, postgres) => {
  test(
    'while the store is away requests are answered 503, none is served unpaid, and all works when it is back',
    async () => {
      const place = await newPlace();
      if (place.environment.DATABASE_URL)
        await survive('PostgreSQL away', place, {
          begin: () => postgres().crash(),
          end: () => postgres().restart(),
        });
      else await survive('disk full', place, diskOf(place));
    },
    timeFor(outages, 20_000),
  );
});
