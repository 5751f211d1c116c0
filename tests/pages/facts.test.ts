import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { proofsByFact } from '../../src/components/faq/proofs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The operator's facts: keys, models, network, billing, docs. */
const facts = [
  ...['K1', 'K2', 'K3', 'K4'],
  ...['M1', 'M2', 'M3', 'M4'],
  ...['N1', 'N2'],
  ...['B1', 'B2', 'B3', 'B3a', 'B3b', 'B3c'],
  ...['D1', 'D2', 'D3', 'D4'],
];

const files = (folder: string, ending: RegExp): Map<string, string> =>
  new Map(
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ending.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(root, file), readFileSync(file, 'utf8')]),
  );

test('every fact is stated by an answer of the FAQ', () => {
  const stated = [...files('content/faq', /\.mdx$/).values()].flatMap((source) =>
    (/^facts: \[(.+)\]$/m.exec(source)?.[1] ?? '').split(/, ?/),
  );
  expect(stated.toSorted()).toEqual(facts.toSorted());
});

// The test of that function holds titles that are no tests.
const proofs = proofsByFact(files('tests', /(?<!\bproofs)\.(test|spec)\.ts$/));

test('every fact is proven by a test that names it', () => {
  expect(facts.filter((fact) => !proofs.has(fact))).toEqual([]);
});

test('the title of a proof reads as it stands: a case from a table belongs around it', () => {
  const titles = [...proofs.values()].flat().map(({ title }) => title);
  expect(titles.filter((title) => /%[sdifjop]|\$\w|\$\{/.test(title))).toEqual([]);
});
