import { expect, test } from 'vitest';
import { shownText } from '../../src/components/recipe/verdict-text.ts';

test('an error that an app showed links to the docs of the operator, not to those it was recorded with', () => {
  const recorded = {
    id: 'wrong-key' as const,
    passed: true,
    faults: [],
    exit: 1,
    seconds: 1,
    calls: [],
    shown:
      '401 https://docs.tokenbay.com/troubleshooting/#401, and again https://docs.tokenbay.com/.',
  };
  expect(shownText(recorded, 'https://docs.example.com')).toBe(
    '401 https://docs.example.com/troubleshooting/#401, and again https://docs.example.com/.',
  );
});
