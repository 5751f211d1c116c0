import { describe, expect, test } from 'vitest';
import { clientFamily, reviewLeak } from '../../src/domain/leak-review.ts';
import type { LogRow } from '../../src/domain/reconcile/rows.ts';
import { noUsage } from '../../src/domain/usage.ts';

const day = Date.UTC(2026, 10, 2);
let ids = 0;
const row = (hour: number, extra: Partial<LogRow> = {}): LogRow => ({
  id: `req_${++ids}`,
  startedAt: day + hour * 3_600_000,
  endedAt: day + hour * 3_600_000 + 1_000,
  keyId: 'key_1',
  client: 'my-app/1.0',
  model: 'small',
  stream: true,
  outcome: 'completed',
  usage: noUsage,
  price: {
    rates: { input: 1, output: 1, cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 },
    multiplier: '1',
  },
  charge: 100,
  ...extra,
});
/** Five working days, nine to five. */
const usual = Array.from({ length: 40 }, (_, index) =>
  row(Math.floor(index / 8) * 24 + 9 + (index % 8)),
);
const leak = day + 5 * 24 * 3_600_000;
const at = 5 * 24;

describe('a leaked key is reviewed against what it did before (K1)', () => {
  test('the same traffic as ever does not stand out', () => {
    const review = reviewLeak([...usual, row(at + 10), row(at + 14)], leak);
    expect(review).toMatchObject({
      baseline: 40,
      reviewed: 2,
      findings: [],
      suspicious: { requests: 0, nanodollars: 0 },
    });
  });

  test('a model, a client and an hour that were never there stand out, each request counted once', () => {
    const thief = row(at + 3, { model: 'huge', client: 'python-requests/2.31', charge: 9_000 });
    const review = reviewLeak([...usual, row(at + 10), thief], leak);
    expect(review.findings.map(({ kind, what }) => [kind, what])).toEqual(
      expect.arrayContaining([
        ['new_model', 'huge'],
        ['new_client', 'python-requests'],
        ['odd_hour', '03:00'],
      ]),
    );
    expect(review.suspicious).toEqual({ requests: 1, nanodollars: 9_000 });
  });

  test('a burst stands out even with the usual model, client and hour', () => {
    const burst = Array.from({ length: 30 }, () => row(at + 10));
    expect(reviewLeak([...usual, ...burst], leak).findings).toMatchObject([
      { kind: 'burst', requests: 30 },
    ]);
  });

  test('without a history nothing is called new, and the baseline says why', () => {
    const review = reviewLeak([row(at + 1), row(at + 2)], leak);
    expect(review).toMatchObject({ baseline: 0, findings: [] });
  });
});

test('versions of one client are one family', () => {
  expect(clientFamily('claude-cli/2.1.331 (external, cli)')).toBe('claude-cli');
  expect(clientFamily(null)).toBe('unknown');
});
