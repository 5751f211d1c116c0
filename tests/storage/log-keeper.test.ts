import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import { reserve, settle } from '../../src/storage/requests.ts';
import { completed, seed, startOf, usage } from './seed.ts';
import { onSqlite } from './store-under-test.ts';

onSqlite((newPlace) => {
  test('what is written goes on into the file, and the log begins anew', async () => {
    const place = await newPlace();
    const s = await place.open();
    const { key } = await seed(s, 10_000_000);
    const size = (name: string) => statSync(join(place.environment.DATA_DIR, name)).size;
    const serve = async () => {
      const start = startOf(key);
      await reserve(s, start);
      await settle(s, start, completed(usage(100, 50)));
    };
    const serveMany = () => Promise.all(Array.from({ length: 1_100 }, serve));
    await serveMany();
    const log = size('tokenbay.sqlite-wal');
    await vi.waitUntil(() => size('tokenbay.sqlite') > 500_000, { timeout: 10_000 });
    for (let round = 0; round < 3; round++) await serveMany();
    expect(size('tokenbay.sqlite-wal')).toBeLessThan(3 * log);
    expect(await checkLedger(s)).toEqual([]);
  });
});
