/** Kill -9 at every state of a request, under load, again and again on the same store. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { settleAbandoned } from '../../src/storage/requests.ts';
import type { Store } from '../../src/storage/store.ts';
import { onBothEngines } from '../storage/store-under-test.ts';
import type { Seen } from './ask.ts';
import { type Books, checkBooks } from './books.ts';
import { type Chance, createChance } from './chance.ts';
import { newKey, startFaultServer } from './fault-server.ts';
import { type Load, startLoad } from './load.ts';
import { createProgress } from './progress.ts';
import { expectNoSecrets } from './secrets.ts';
import { rounds, seed, timeFor } from './sizes.ts';
import { type SteeredUpstream, startSteeredUpstream } from './steered-upstream.ts';

type Scene = { upstream: SteeredUpstream; load: Load; store: Store; chance: Chance };

/** When the server is killed; each resolves at that moment. */
const states: Record<string, (scene: Scene) => Promise<unknown>> = {
  reserved: ({ store }) => running(store, false),
  dialled: ({ upstream }) => {
    upstream.keepsConnections = false;
    return upstream.next('dialled');
  },
  received: ({ upstream }) => upstream.next('received'),
  'first byte': ({ upstream }) => upstream.next('begun'),
  midway: ({ upstream }) => upstream.next('midway'),
  'before settling': ({ upstream }) => upstream.next('answered'),
  settled: ({ load }) => load.nextEnd(),
  checkpointed: ({ upstream, store }) => {
    upstream.paceMs = 60;
    return running(store, true);
  },
  'any time': ({ chance }) => pause(chance.below(150)),
};

/** The engines begin with different states, so that few rounds see most of them. */
const stateOf = (round: number) => Object.entries(states)[round % Object.keys(states).length];

/** Resolves when the store shows a request that runs. */
const running = async (store: Store, checkpointed: boolean): Promise<void> => {
  for (;;) {
    const row = await store.db
      .selectFrom('running_requests')
      .select('id')
      .where('checkpoint', checkpointed ? 'is not' : 'is', null)
      .executeTakeFirst();
    if (row) return;
    await pause(1);
  }
};

onBothEngines((newPlace) => {
  test(
    `after ${rounds} kills nothing is lost, nothing is settled twice, and the ledger adds up`,
    async () => {
      const place = await newPlace();
      const upstream = await startSteeredUpstream();
      const chance = createChance(seed);
      const progress = createProgress('kills', rounds);
      const seen: Seen[] = [];
      let server = await startFaultServer(place, upstream);
      // A test that fails does not leave its server behind.
      onTestFinished(() => server.kill());
      const store = await place.open();
      const keys = await Promise.all([1, 2, 3, 4].map(() => newKey(store)));
      let books: Books | undefined;
      let output = '';

      for (let round = 0; round < rounds; round++) {
        const [state = '', moment] =
          stateOf(store.engine === 'sqlite' ? round : round + rounds) ?? [];
        upstream.paceMs = chance.below(3);
        upstream.keepsConnections = true;
        const load = startLoad([server.origin], keys, 16);
        await load.nextEnd();
        await pause(chance.below(200));
        await moment?.({ upstream, load, store, chance });
        await server.kill();
        await load.stop();
        output += server.output();
        seen.push(...load.seen);

        // Several instances share a PostgreSQL, where one that is dead is known after half a minute.
        if (store.engine === 'postgres') await settleAbandoned(store, 0);
        server = await startFaultServer(place, upstream);
        books = await checkBooks(store, seen);
        progress.step(`killed ${state}`);
      }

      progress.done(`${books?.ended} answers served, rows: ${JSON.stringify(books?.outcomes)}`);
      expect(books?.ended).toBeGreaterThan(0);
      expect(books?.outcomes.upstream_error).toBeGreaterThan(0);
      await server.stop();
      await expectNoSecrets(place, output + server.output());
      await upstream.close();
    },
    timeFor(rounds, 20_000),
  );
});
