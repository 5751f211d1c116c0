import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Setup } from '../../src/domain/recipe.ts';
import { type Gateway, startGateway } from '../../src/verification/gateway.ts';
import { install } from '../../src/verification/install.ts';
import { recipePages } from '../../src/verification/pages.ts';
import { verifySetup } from '../../src/verification/verify-setup.ts';

const small = (await recipePages()).flatMap(({ page, recipe }) =>
  recipe.setups
    .filter(({ run }) => run?.small)
    .map((setup) => ({ name: `${page}: ${setup.name}`, page, setup })),
);

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.stop());

const verify = async (setup: Setup) => {
  const verification = {
    gateway,
    version: 'test',
    today: '2026-11-24',
    shownOrigin: 'https://gateway.example',
  };
  const installation = await install(setup, { update: false });
  return verifySetup(setup, installation, verification, () => {});
};

const faultsOf = async (setup: Setup) =>
  (await verify(setup)).cases.flatMap(({ id, faults }) => faults.map((text) => `${id}: ${text}`));

const minutes = 60_000;

describe('small apps do what their pages say', { concurrent: true, timeout: 3 * minutes }, () => {
  test.each(small)('$name', async ({ setup }) => {
    expect(await faultsOf(setup)).toEqual([]);
  });
});

describe('a recipe made wrong turns its page red', {
  concurrent: true,
  timeout: 3 * minutes,
}, () => {
  const curl = small.find(({ name }) => name === 'curl: OpenAI')?.setup;
  if (!curl) throw new Error('The curl page has no set-up named OpenAI.');
  const withCommand = (change: (run: string) => string): Setup => ({
    ...curl,
    commands: (curl.commands ?? []).map((command) => ({ ...command, run: change(command.run) })),
  });

  test('a base URL without its /v1', async () => {
    const faults = await faultsOf(withCommand((run) => run.replace('{{openai}}', '{{origin}}')));
    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining('No call reached')]));
  });
  test('another protocol than promised', async () => {
    const faults = await faultsOf({ ...curl, protocol: 'anthropic-messages' });
    expect(faults).toContain('works: A call came over openai-chat, not over anthropic-messages.');
  });
  test('a stream that was promised and is none', async () => {
    const faults = await faultsOf(
      withCommand((run) =>
        run.replace('"stream": true, "stream_options": {"include_usage": true}, ', ''),
      ),
    );
    expect(faults).toContain('works: No call was streamed.');
  });
  test('another key than the reader has', async () => {
    const faults = await faultsOf(withCommand((run) => run.replace('{{key}}', 'sk-other')));
    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining('No call reached')]));
  });
  test('a program that is not there', async () => {
    const faults = await faultsOf(withCommand((run) => run.replace('curl', 'no-such-program')));
    expect(faults).toEqual(expect.arrayContaining([expect.stringContaining('No call reached')]));
  });
});
