import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { factIds } from '../../src/components/faq/facts.ts';
import { proofsByFact } from '../../src/components/faq/proofs.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The test of the function that finds proofs holds titles that are no tests. */
const testFiles = (): Map<string, string> =>
  new Map(
    readdirSync(join(root, 'tests'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /(?<!\bproofs)\.(test|spec)\.ts$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [relative(root, file), readFileSync(file, 'utf8')]),
  );

const proofs = proofsByFact(testFiles());

test('every fact is proven by a test that names it', () => {
  expect(factIds.filter((fact) => !proofs.has(fact))).toEqual([]);
});

test('the title of a proof reads as it stands: a case from a table belongs around it', () => {
  const titles = [...proofs.values()].flat().map(({ title }) => title);
  expect(titles.filter((title) => /%[sdifjop]|\$\w|\$\{/.test(title))).toEqual([]);
});
