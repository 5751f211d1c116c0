import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeSamples, sampleFate } from '../../src/domain/code-samples.ts';
import { replaceTokens } from '../../src/domain/content-tokens.ts';
import { type Gateway, startGateway } from '../../src/verification/gateway.ts';
import { contentFiles } from './content-files.ts';
import { runSample } from './running.ts';

const samples = contentFiles().flatMap(({ name, text }) =>
  codeSamples(text).map((sample) => ({
    ...sample,
    place: `${name}:${sample.line}`,
    fate: sampleFate(sample),
  })),
);

test('every command and program on a page says what runs it, or why nothing does', () => {
  const faults = samples.flatMap(({ place, fate }) =>
    fate.kind === 'fault' ? [`${place} ${fate.message}`] : [],
  );
  expect(faults).toEqual([]);
  const notRun = samples.filter(({ fate }) => fate.kind === 'not-run');
  console.log(`${notRun.length} blocks are not run; each says why.`);
});

describe('samples of the pages, against the gateway', { concurrent: true }, () => {
  let gateway: Gateway;
  let key: string;

  beforeAll(async () => {
    gateway = await startGateway();
    key = await gateway.sandboxKey();
  });
  afterAll(() => gateway.stop());

  for (const { place, code, fate } of samples)
    if (fate.kind === 'run')
      test(`${place} runs (${fate.runner})`, async () => {
        const tokens = { origin: gateway.origin, model: 'sandbox/echo', claude: 'sandbox/echo' };
        const name = place.replaceAll(/[^a-z0-9]+/g, '-');
        const ran = await runSample(fate.runner, replaceTokens(code, tokens), { name, key });
        expect(ran.exit, ran.output).toBe(0);
        expect(ran.stdout.trim()).not.toBe('');
      });
});
