import { expect, test } from 'vitest';
import { proofsByFact } from '../../src/components/faq/proofs.ts';

const proofs = (source: string) => proofsByFact(new Map([['tests/a.test.ts', source]]));

test('a test that names a fact at the end of its title proves it', () => {
  const found = proofs("test('a cut stream is charged for what was emitted (B2)', () => {});");
  expect(found.get('B2')).toEqual([
    { title: 'a cut stream is charged for what was emitted', file: 'tests/a.test.ts' },
  ]);
});

test('a title may name several facts, and quotes of any kind', () => {
  const found = proofs(
    [
      'test.each([1])("a client\'s count (B3, B3a)", run);',
      'it(`a reset ends the secret (K1)`, run);',
    ].join('\n'),
  );
  expect([...found.keys()].sort()).toEqual(['B3', 'B3a', 'K1']);
  expect(found.get('B3a')?.[0]?.title).toBe("a client's count");
});

test('a fact that is only mentioned in a comment is not proven', () => {
  expect(proofs('// the rule (B2)\nconst rule = (K1);').size).toBe(0);
});
