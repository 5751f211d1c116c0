import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import site from '../../site.config.ts';
import type { GroupConfig, ModelConfig, SiteConfig } from '../../src/domain/site.ts';
import { compareSite } from '../../src/server/site-against-store.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { addMultiplier, syncGroups } from '../../src/storage/groups.ts';
import { createKey, setKeyStatus } from '../../src/storage/keys.ts';
import { loadCatalogue } from '../../src/storage/rates.ts';
import { openStore } from '../../src/storage/store.ts';
import { startServer } from '../server-under-test.ts';
import { onBothEngines } from '../storage/store-under-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'site-against-store-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const fileOf = (config: SiteConfig): string => {
  const file = join(folder, `site-${++files}.config.ts`);
  writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
  return file;
};

const past = '2026-01-01T00:00:00Z';
const future = '2999-01-01T00:00:00Z';

const team = (multiplier: string, effectiveAt = past): GroupConfig => ({
  id: 'team',
  description: 'A team.',
  scope: ['m'],
  multipliers: [{ effectiveAt, multiplier }],
});

const model = (input: string, effectiveAt = past): ModelConfig => ({
  id: 'm',
  upstreams: [{ id: 'sandbox' }],
  rates: [{ effectiveAt, input, output: '2' }],
});

const withTeam = (multiplier: string, input: string): SiteConfig => ({
  ...site,
  groups: [...site.groups, team(multiplier)],
  models: [model(input)],
});

test('a stored price that site.config.ts writes anew is told at the start, and stays as it is (M4)', async () => {
  const first = await startServer({ env: { SITE_CONFIG: fileOf(withTeam('1', '3')) } });
  await first.kill();
  expect(first.output()).not.toContain('"warn"');

  const second = await startServer({
    env: { SITE_CONFIG: fileOf(withTeam('1.50', '4')) },
    dataDir: first.dataDir,
  });
  await second.stop();
  const output = second.output();
  expect(output).toMatch(
    /The model \\"m\\" has input 3, .*, not input 4.*later effectiveAt.*rates add m/,
  );
  expect(output).toMatch(
    /The group \\"team\\" has the multiplier 1 .*, not 1.50.*multipliers add team/,
  );

  const store = await openStore({ dataDir: first.dataDir, clock: { now: Date.now } });
  expect((await loadCatalogue(store)).multipliers.get('team')).toMatchObject([{ value: '1' }]);
  await store.close();
  rmSync(first.dataDir, { recursive: true });
});

test('a price that lies in the future alone is refused at the start', async () => {
  const config = {
    ...site,
    groups: [...site.groups, team('1', future)],
    models: [model('3', future)],
  };
  const refused = startServer({ env: { SITE_CONFIG: fileOf(config) } });
  await expect(refused).rejects.toThrow('multipliers of the group "team" all lie in the future');
  await expect(refused).rejects.toThrow('rates of the model "m" all lie in the future');
});

onBothEngines((newPlace) => {
  test('a group that site.config.ts has no more is told while keys of it work', async () => {
    const s = await (await newPlace()).open();
    await syncGroups(s, [...site.groups, team('1')]);
    const { id: accountId } = await createAccount(s, { kind: 'standard' });
    const newKey = () => createKey(s, { accountId, groupId: 'team', label: 'A key' });
    const keys = [await newKey(), await newKey()];
    const [warning, ...others] = await compareSite(s, site);
    expect(others).toEqual([]);
    expect(warning).toMatch(
      /group "team" is not in site.config.ts.*active keys in it: 2.*Put it back/,
    );
    for (const { key } of keys) await setKeyStatus(s, accountId, key.id, 'disabled');
    expect(await compareSite(s, site)).toEqual([]);
  });

  test('what an operator put in force counts, whatever site.config.ts announces', async () => {
    const s = await (await newPlace()).open();
    await syncGroups(s, [team('2', future)]);
    const announced = { models: [], groups: [team('2', future)] };
    await expect(compareSite(s, announced)).rejects.toThrow('in the future');
    await addMultiplier(s, 'team', { effectiveAt: Date.parse(past), multiplier: '1' });
    expect(await compareSite(s, announced)).toEqual([]);
  });
});
