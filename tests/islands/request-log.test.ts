import { expect, test } from 'vitest';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import {
  fits,
  noFilters,
  readFilters,
  writeFilters,
} from '../../src/islands/request-log/log-filters.ts';
import { mergeRows } from '../../src/islands/request-log/log-rows.ts';

const row = (number: number, extra: Partial<RequestLogRow> = {}) =>
  ({
    id: `req_${String(number).padStart(26, '0')}`,
    startedAt: new Date(number * 1000).toISOString(),
    model: 'sandbox/echo',
    outcome: 'completed',
    status: 200,
    state: 'settled',
    keyId: 'key_1',
    ...extra,
  }) as RequestLogRow;

const numbers = (rows: RequestLogRow[]) => rows.map(({ id }) => Number(id.slice(4)));

test('filters come back from the address as they were written, and the rest of it stays', () => {
  const filters = { ...noFilters, model: 'a/b c', status: '4xx', keyId: 'key_1' };
  const query = writeFilters(filters, 'page=2&outcome=rejected');
  expect(query).toContain('page=2');
  expect(readFilters(query)).toEqual(filters);
});

test('what is no filter in the address is left out', () => {
  const query = 'outcome=stolen&status=999x&since=yesterday&until=2026-01-01T00:00:00Z';
  expect(readFilters(query)).toEqual({ ...noFilters, until: '2026-01-01T00:00:00.000Z' });
});

test('a live row is shown only where the filters let it in', () => {
  const busy = row(5, { outcome: 'upstream_error', status: 529 });
  expect(fits(busy, noFilters)).toBe(true);
  expect(fits(busy, { ...noFilters, status: '5xx' })).toBe(true);
  expect(fits(busy, { ...noFilters, status: '500' })).toBe(false);
  expect(fits(busy, { ...noFilters, outcome: 'completed' })).toBe(false);
  expect(fits(busy, { ...noFilters, since: new Date(5000).toISOString() })).toBe(true);
  expect(fits(busy, { ...noFilters, until: new Date(5000).toISOString() })).toBe(false);
  expect(fits(row(5, { status: null }), { ...noFilters, status: '2xx' })).toBe(false);
});

test('rows that arrive are put in by their age, and replace what was known of them', () => {
  const running = row(3, { state: 'running', outcome: null });
  const rows = mergeRows([running, row(1)], [row(4), row(3), row(2)], true);
  expect(numbers(rows)).toEqual([4, 3, 2, 1]);
  expect(rows[1]?.state).toBe('settled');
});

test('a row older than what has been read waits for its page', () => {
  expect(numbers(mergeRows([row(9), row(8)], [row(2)], true))).toEqual([9, 8]);
  expect(numbers(mergeRows([row(9), row(8)], [row(2)], false))).toEqual([9, 8, 2]);
});
