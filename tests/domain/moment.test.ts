import { expect, test } from 'vitest';
import { parseMoment } from '../../src/domain/moment.ts';

test.each([
  ['2026-12-01', Date.UTC(2026, 11, 1)],
  ['2028-02-29', Date.UTC(2028, 1, 29)],
  ['2026-12-01T09:30Z', Date.UTC(2026, 11, 1, 9, 30)],
  ['2026-12-01T08:00:00.250+08:00', Date.UTC(2026, 11, 1, 0, 0, 0, 250)],
])('%s is a moment', (text, at) => {
  expect(parseMoment(text)).toBe(at);
});

test.each([
  '2026-02-31',
  '2026-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-01-01T25:00Z',
  '2026-01-01T09:00',
  '2026-01-01 09:00Z',
  '1767225600000',
  'soon',
  '',
])('%j is no moment: nothing is guessed', (text) => {
  expect(parseMoment(text)).toBeUndefined();
});
