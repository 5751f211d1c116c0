import { expect, test } from 'vitest';
import type { GroupConfig } from '../../src/domain/site.ts';
import { addMultiplier, listGroups, syncGroups } from '../../src/storage/groups.ts';
import { findCaller } from '../../src/storage/keys.ts';
import { addRate, loadCatalogue, syncRates } from '../../src/storage/rates.ts';
import { price, seed } from './seed.ts';
import { onBothEngines } from './store-under-test.ts';

const group: GroupConfig = {
  id: 'team',
  description: 'A team.',
  scope: ['gpt-*'],
  multipliers: [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier: '0.8' }],
  limits: { key: 60 },
};

const january = Date.UTC(2026, 0);
const july = Date.UTC(2026, 6);

onBothEngines((newPlace) => {
  test('a configuration that is applied again changes nothing', async () => {
    const s = await (await newPlace()).open();
    const models = [{ model: 'm', versions: [{ effectiveAt: january, value: price.rates }] }];
    await syncGroups(s, [group]);
    await syncRates(s, models);
    const before = await loadCatalogue(s);
    await syncGroups(s, [group]);
    await syncRates(s, models);
    expect(await loadCatalogue(s)).toEqual(before);
    expect(await listGroups(s)).toEqual([
      {
        id: 'team',
        description: 'A team.',
        scope: ['gpt-*'],
        limits: { key: 60, account: null },
      },
    ]);
  });

  test('every change of groups, multipliers and rates shows with the next look-up of a key', async () => {
    const place = await newPlace();
    const [one, two] = [await place.open(), await place.open()];
    const { secret } = await seed(one, 0);
    const revision = async () => (await findCaller(two, secret))?.catalogueRevision ?? 0;
    const seen = [await revision()];
    const step = async (change: Promise<unknown>) => {
      await change;
      seen.push(await revision());
    };
    await step(syncGroups(one, [group]));
    await step(syncGroups(one, [{ ...group, scope: ['*'] }]));
    await step(addMultiplier(one, 'team', { effectiveAt: july, multiplier: '1.25' }));
    await step(addRate(one, 'm', { effectiveAt: july, rates: price.rates }));
    await step(
      syncRates(one, [{ model: 'n', versions: [{ effectiveAt: july, value: price.rates }] }]),
    );
    const multipliers = [{ effectiveAt: '2026-03-01T00:00:00Z', multiplier: '0.9' }];
    await step(syncGroups(one, [{ ...group, scope: ['*'], multipliers }]));
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
    expect((await loadCatalogue(two)).revision).toBe(seen.at(-1));
  });

  test('what an operator added stays when the configuration is applied again', async () => {
    const s = await (await newPlace()).open();
    await syncGroups(s, [group]);
    const cheaper = { ...price.rates, input: 1 };
    expect(await addMultiplier(s, 'team', { effectiveAt: july, multiplier: '1.25' })).toBe(true);
    expect(await addRate(s, 'm', { effectiveAt: july, rates: cheaper })).toBe(true);
    await syncGroups(s, [group]);
    await syncRates(s, [{ model: 'm', versions: [{ effectiveAt: july, value: price.rates }] }]);
    const { rates, multipliers } = await loadCatalogue(s);
    expect(rates.get('m')).toEqual([{ effectiveAt: july, value: cheaper }]);
    expect(multipliers.get('team')).toEqual([
      { effectiveAt: january, value: '0.8' },
      { effectiveAt: july, value: '1.25' },
    ]);
  });

  test('a price is never overwritten: those of the past stay what they were (M4)', async () => {
    const s = await (await newPlace()).open();
    await syncGroups(s, [group]);
    await addRate(s, 'm', { effectiveAt: january, rates: price.rates });
    const before = await loadCatalogue(s);
    expect(await addRate(s, 'm', { effectiveAt: january, rates: price.rates })).toBe(false);
    expect(await addMultiplier(s, 'team', { effectiveAt: january, multiplier: '9' })).toBe(false);
    expect(await addMultiplier(s, 'nobody', { effectiveAt: july, multiplier: '1' })).toBe(false);
    expect(await loadCatalogue(s)).toEqual(before);
  });

  test('instances that start at the same moment create and seed the store once', async () => {
    const place = await newPlace();
    const stores = await Promise.all(Array.from({ length: 5 }, () => place.open()));
    await Promise.all(stores.map((s) => syncGroups(s, [group])));
    for (const s of stores) expect(await listGroups(s)).toHaveLength(1);
  });
});
