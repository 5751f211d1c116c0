import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setupFingerprint } from '../../src/domain/recipe-fingerprint.ts';
import { setupSchema } from '../../src/domain/recipe-setup.ts';
import { freshDays, sealResult, verdict } from '../../src/domain/verified.ts';
import { recipePages } from '../../src/verification/pages.ts';
import { verifiedFolder } from '../../src/verification/places.ts';
import { readVerified } from '../../src/verification/results.ts';

const pages = await recipePages();
const names = readdirSync(verifiedFolder).map((file) => basename(file, '.json'));

test.each(names)(
  'the results of %s were written by a run of the recipe on its page',
  async (name) => {
    const verified = await readVerified(name);
    const recipe = pages.find(({ page }) => page === name)?.recipe;
    expect(verified?.page).toBe(name);
    for (const { setup: setupName } of verified?.setups ?? []) {
      const setup = recipe?.setups.find((each) => each.name === setupName);
      expect(setup, `${name} has no set-up "${setupName}"`).toBeDefined();
      if (!setup) continue;
      const { state } = await verdict(name, setup, verified, '2026-01-01');
      expect(state, `run: npm run verify -- ${name}`).not.toBe('changed');
    }
  },
);

test('no result shows a key', async () => {
  for (const name of names) {
    const shown = JSON.stringify(await readVerified(name));
    expect(shown).not.toMatch(/sk-[A-Za-z0-9]{20}/);
  }
});

const setup = setupSchema.parse({
  name: 'Test',
  protocol: 'openai-chat',
  baseUrl: '{{openai}}',
  commands: [{ step: 'request', run: 'app hello' }],
  run: {},
});
const result = {
  setup: 'Test',
  fingerprint: await setupFingerprint(setup),
  version: '1.2.3',
  date: '2026-11-24',
  gateway: '0.1.0',
  passed: true,
  cases: [],
};
const sealed = await sealResult('app', result);
const say = async (page: string, of: typeof setup, with_: typeof sealed, today = '2026-11-25') =>
  (await verdict(page, of, { page, setups: [with_] }, today)).state;

describe('what a page may say', () => {
  test('verified, after a run that passed', async () => {
    expect(await say('app', setup, sealed)).toBe('verified');
  });
  test('failed, after one that did not', async () => {
    expect(await say('app', setup, await sealResult('app', { ...result, passed: false }))).toBe(
      'failed',
    );
  });
  test('outdated, when it is long ago', async () => {
    const later = new Date(Date.parse(result.date) + (freshDays + 1) * 86_400_000);
    expect(await say('app', setup, sealed, later.toISOString().slice(0, 10))).toBe('outdated');
  });
  test('nothing, for a result that was edited by hand', async () => {
    expect(await say('app', setup, { ...sealed, version: '9.9.9' })).toBe('changed');
    const failed = await sealResult('app', { ...result, passed: false });
    expect(await say('app', setup, { ...failed, passed: true })).toBe('changed');
  });
  test('nothing, for a result of another page', async () => {
    expect(await say('other', setup, sealed)).toBe('changed');
  });
  test('nothing, once the set-up has changed', async () => {
    const changed = { ...setup, commands: [{ step: 'request' as const, run: 'app hi' }] };
    expect(await say('app', changed, sealed)).toBe('changed');
  });
  test('the same, when only the wording has changed', async () => {
    expect(await say('app', { ...setup, note: 'New words.' }, sealed)).toBe('verified');
  });
});
