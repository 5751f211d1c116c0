import { expect, test } from 'vitest';
import { isWellFormedKey } from '../../src/domain/key.ts';
import { longestLabel } from '../../src/domain/visible-line.ts';
import { checkLedger } from '../../src/storage/accounts.ts';
import * as keys from '../../src/storage/keys.ts';
import {
  createKey,
  findCaller,
  findKey,
  listKeys,
  renameKey,
  resetKey,
  setKeyStatus,
} from '../../src/storage/keys.ts';
import { reserve, settle } from '../../src/storage/requests.ts';
import type { Store } from '../../src/storage/store.ts';
import { completed, seed, startOf, usage } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

onBothEngines((newPlace) => {
  test('a secret finds its key and group; the store keeps only its hash', async () => {
    const s = await (await newPlace()).open();
    const { account, key, secret } = await seed(s, 7_000);
    expect(isWellFormedKey(secret)).toBe(true);
    expect(await findCaller(s, secret)).toEqual({
      key,
      secretRetired: false,
      group: {
        id: 'test',
        description: 'Group of the tests.',
        scope: ['sandbox/*'],
        limits: { key: null, account: null },
      },
      catalogueRevision: expect.any(Number),
    });
    expect(key).toMatchObject({ accountId: account.id, lastFour: secret.slice(-4) });
    expect(await findCaller(s, `${secret} `)).toBeUndefined();
    const stored = [
      await s.db.selectFrom('keys').selectAll().execute(),
      await s.db.selectFrom('key_secrets').selectAll().execute(),
    ];
    expect(JSON.stringify(stored)).not.toContain(secret.slice(3, -4));
  });

  test('a reset on one instance is in force for the next requests on every other (K1)', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key, secret } = await seed(one, 7_000);
    const callers = (s: Store) =>
      Promise.all(Array.from({ length: 5 }, () => findCaller(s, secret)));
    for (const caller of await callers(two)) expect(caller?.secretRetired).toBe(false);
    const reset = await resetKey(one, account.id, key.id);
    for (const s of [one, two])
      for (const caller of await callers(s)) expect(caller?.secretRetired).toBe(true);
    const caller = await findCaller(two, reset?.secret ?? '');
    expect(caller).toMatchObject({ secretRetired: false, key: { id: key.id, label: key.label } });
    expect(caller?.key.resetAt).not.toBeNull();
  });

  test('a key disabled on one instance is disabled for the next request on every other (K1)', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key, secret } = await seed(one, 7_000);
    await setKeyStatus(one, account.id, key.id, 'disabled');
    expect((await findCaller(two, secret))?.key.status).toBe('disabled');
    await resetKey(two, account.id, key.id);
    expect((await findKey(one, account.id, key.id))?.status).toBe('disabled');
  });

  test('while other requests are booked, a key that is disabled or enabled is so for the next one', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key, secret } = await seed(one, 7_000_000);
    let booking = true;
    const booked = Promise.all(
      [one, two].map(async (s) => {
        while (booking) {
          const start = startOf(key);
          await reserve(s, start);
          await settle(s, start, completed(usage(1, 1)));
        }
      }),
    );
    for (let count = 0; count < 20; count++) {
      const status = count % 2 ? 'active' : 'disabled';
      await setKeyStatus(count % 3 ? one : two, account.id, key.id, status);
      for (const s of [one, two])
        for (const caller of await Promise.all([findCaller(s, secret), findCaller(s, secret)]))
          expect(caller?.key.status).toBe(status);
    }
    booking = false;
    await booked;
    expect(await checkLedger(one)).toEqual([]);
  });

  test('after many resets at once, on two instances, one secret lives', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { account, key, secret } = await seed(one, 7_000);
    const resets = await Promise.all(
      Array.from({ length: 10 }, (_, at) => resetKey(at % 2 ? one : two, account.id, key.id)),
    );
    const callers = await Promise.all(
      [secret, ...resets.map((reset) => reset?.secret ?? '')].map((text) => findCaller(two, text)),
    );
    const live = callers.filter((caller) => caller && !caller.secretRetired);
    expect(live).toHaveLength(1);
    const shown = resets.find((reset) => reset?.secret.endsWith(live[0]?.key.lastFour ?? '-'));
    expect(shown).toBeDefined();
  });

  test('a reset keeps id, label, group and statistics', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 7_000);
    const start = startOf(key);
    await reserve(s, start);
    const reset = await resetKey(s, account.id, key.id);
    await settle(s, start, completed(usage(100, 0)));
    expect(reset?.key).toMatchObject({ id: key.id, label: key.label, groupId: key.groupId });
    expect(await keys.keyUsage(s, key.id)).toMatchObject({ requests: 1, charged: 150 });
  });

  test('an account has any number of keys, listed oldest first (K3)', async () => {
    const s = await (await newPlace()).open();
    const { account } = await seed(s, 0);
    for (let at = 0; at < 30; at++)
      await createKey(s, { accountId: account.id, groupId: 'test', label: `Key ${at}` });
    const labels = (await listKeys(s, account.id)).map(({ label }) => label);
    expect(labels).toEqual(['A key', ...Array.from({ length: 30 }, (_, at) => `Key ${at}`)]);
  });

  test('a key of another account is as good as unknown', async () => {
    const s = await (await newPlace()).open();
    const { key } = await seed(s, 0);
    const { account: other } = await seed(s, 0);
    expect(await findKey(s, other.id, key.id)).toBeUndefined();
    expect(await resetKey(s, other.id, key.id)).toBeUndefined();
    expect(await setKeyStatus(s, other.id, key.id, 'disabled')).toBeUndefined();
    expect(await renameKey(s, other.id, key.id, 'Mine')).toBeUndefined();
    expect(await listKeys(s, key.accountId)).toEqual([key]);
  });

  test('a reset touches no other key, and shows the end of the new secret', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 0);
    const sibling = await createKey(s, { accountId: account.id, groupId: 'test', label: 'Other' });
    const stranger = await seed(s, 0);
    const reset = await resetKey(s, account.id, key.id);
    expect(reset?.key.lastFour).toBe(reset?.secret.slice(-4));
    for (const other of [sibling, stranger]) {
      expect(await findCaller(s, other.secret)).toMatchObject({ secretRetired: false });
      expect(await keys.findAnyKey(s, other.key.id)).toEqual(other.key);
    }
  });

  test('a label is kept as it was written, up to its longest', async () => {
    const s = await (await newPlace()).open();
    const { account, key } = await seed(s, 0);
    const renamed = await renameKey(s, account.id, key.id, `Робот 🤖 '"; drop table keys;--`);
    expect(renamed?.label).toBe(`Робот 🤖 '"; drop table keys;--`);
    expect((await renameKey(s, account.id, key.id, 'x'.repeat(500)))?.label).toHaveLength(
      longestLabel,
    );
  });
});

test('nothing in the store deletes a key (K2)', () => {
  expect(Object.keys(keys).filter((name) => /delete|remove|drop/i.test(name))).toEqual([]);
});
