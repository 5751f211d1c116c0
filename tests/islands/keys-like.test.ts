import { expect, test } from 'vitest';
import { keysLike } from '../../src/islands/console/keys-like.ts';

const keys = [
  { label: 'Prod web', masked: 'sk-…aB3d' },
  { label: 'staging', masked: 'sk-…Y79F' },
];
const found = (typed: string) => keysLike(keys, typed).map(({ label }) => label);

test('a key is found by its label, by the end of its secret, and by the whole secret that leaked', () => {
  expect(found('')).toEqual(['Prod web', 'staging']);
  expect(found(' WEB')).toEqual(['Prod web']);
  expect(found('Y79F')).toEqual(['staging']);
  expect(found(`sk-${'x'.repeat(45)}Y79F`)).toEqual(['staging']);
  expect(found('a sentence that ends in aB3d')).toEqual([]);
});
