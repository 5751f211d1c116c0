import { describe, expect, test } from 'vitest';
import { reconcile } from '../../../src/domain/reconcile/reconcile.ts';
import type { LogRow } from '../../../src/domain/reconcile/rows.ts';
import { clientRow, logRow } from './rows.ts';

describe('local time', () => {
  const hour = 60;
  const calls = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      logRow(index * 61, { input: 1_000 + index, output: 100 + index }),
    );
  const moved = (log: LogRow[], minutes: number) =>
    log.map((row) => clientRow(row, { at: row.startedAt + minutes * 60_000 }));

  test.each([
    ['half an hour', 0.5 * hour],
    ['fourteen hours', 14 * hour],
    ['fourteen hours the other way', -14 * hour],
  ])('of %s is found', (_what, minutes) => {
    const log = calls(40);
    expect(reconcile(moved(log, minutes), log, 'unknown').offsetHours).toBe(-minutes / hour);
  });

  test.each([
    ['four calls are too few to tell', 4, 0],
    ['five are enough', 5, -2],
  ])('%s', (_what, count, offset) => {
    const log = calls(count);
    expect(reconcile(moved(log, 2 * hour), log, 'unknown').offsetHours).toBe(offset);
  });

  test('is not looked for in an export that fits as it is', () => {
    const log = calls(40);
    const client = [...moved(log.slice(0, 34), 0), ...moved(log.slice(34), 2 * hour)];
    expect(reconcile(client, log, 'unknown').offsetHours).toBe(0);
  });

  test('is found from some of very many calls', () => {
    const log = calls(1_000);
    expect(reconcile(moved(log, 3 * hour), log, 'unknown').offsetHours).toBe(-3);
  });
});
