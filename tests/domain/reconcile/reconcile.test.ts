/**
 * A synthetic but honest export: each test makes a log, derives what a client with one known weakness
 * would have written down, and expects exactly that weakness to be named with exactly its amount.
 */
import { describe, expect, test } from 'vitest';
import { chargeAmount } from '../../../src/domain/charge.ts';
import { reconcile } from '../../../src/domain/reconcile/reconcile.ts';
import type { LogRow } from '../../../src/domain/reconcile/rows.ts';
import { chats, clientRow, logRow, price } from './rows.ts';

const amounts = (result: ReturnType<typeof reconcile>) =>
  Object.fromEntries(result.causes.map(({ cause, nanodollars }) => [cause, nanodollars]));

const charges = (rows: LogRow[]) => rows.reduce((total, row) => total + row.charge, 0);

describe('each cause of a difference is told apart from the others, with its amount (B3)', () => {
  test('a client that counts right differs by nothing', () => {
    const log = chats(40);
    const result = reconcile(
      log.map((row) => clientRow(row)),
      log,
      'known',
    );
    expect(result).toMatchObject({ difference: 0, causes: [], unexplained: 0, matched: 40 });
  });

  test('streams whose usage was not read are named with their whole charge (B3a)', () => {
    const log = chats(30);
    const blind = new Set(log.filter((_, index) => index % 3 === 0));
    const client = log.map((row) =>
      clientRow(row, blind.has(row) ? { input: 0, output: 0, cacheRead: 0, cost: 0 } : {}),
    );
    const result = reconcile(client, log, 'known');
    expect(amounts(result)).toEqual({ usage_not_read: charges([...blind]) });
    expect(result.unexplained).toBe(0);
  });

  test('calls that the client never counted are named (B3a)', () => {
    const log = chats(30);
    const hidden = log.filter((_, index) => index % 5 === 2);
    const client = log.filter((row) => !hidden.includes(row)).map((row) => clientRow(row));
    const result = reconcile(client, log, 'known');
    expect(amounts(result)).toEqual({ not_counted: charges(hidden) });
  });

  test('autocomplete bursts are told from forgotten chats (B3b)', () => {
    const log = chats(12);
    const burst = Array.from({ length: 60 }, (_, index) =>
      logRow(10 + index * 0.02, { input: 1_500, output: 12 }, { client: 'continue/1.5' }),
    );
    const result = reconcile(
      log.map((row) => clientRow(row)),
      [...log, ...burst],
      'known',
    );
    expect(amounts(result)).toEqual({ autocomplete: charges(burst) });
    expect(result.causes[0]).toMatchObject({ requests: 60 });
  });

  const calls = (count: number, seconds: number, output: number, extra: Partial<LogRow> = {}) =>
    Array.from({ length: count }, (_, index) =>
      logRow(10 + (index * seconds) / 60, { input: 1_500, output }, extra),
    );

  test.each([
    ['eight calls, five seconds apart, of 80 tokens', calls(8, 5, 80), 'autocomplete'],
    ['seven calls', calls(7, 1, 12), 'not_counted'],
    ['calls six seconds apart', calls(20, 6, 12), 'not_counted'],
    ['answers of 81 tokens', calls(20, 1, 81), 'not_counted'],
    ['two keys', [...calls(7, 1, 12), ...calls(7, 1, 12, { keyId: 'key_2' })], 'not_counted'],
  ])('only a run of many short answers is a burst (B3b): %s', (_what, hidden, cause) => {
    const log = chats(12);
    const result = reconcile(
      log.map((row) => clientRow(row)),
      [...log, ...hidden].reverse(),
      'known',
    );
    expect(amounts(result)).toEqual({ [cause]: charges(hidden) });
  });

  test('a stream that broke off and that the client dropped is named as a cause, with its charge (B2)', () => {
    const log = chats(10);
    const broken = logRow(33, { input: 400, output: 50 }, { outcome: 'client_disconnected' });
    const result = reconcile(
      log.map((row) => clientRow(row)),
      [...log, broken],
      'known',
    );
    expect(amounts(result)).toEqual({ broken_off: broken.charge });
  });

  describe.each([
    ['the window had expired', 20, 'cache_expired'],
    ['the beginning had changed', 2, 'cache_prefix_changed'],
  ])('%s', (_why, pause, cause) => {
    test('a cache read that was expected and missed is named with what it cost (B3c)', () => {
      const first = logRow(0, { input: 50, output: 100, cacheWrite5m: 20_000 });
      const second = logRow(pause, { input: 60, output: 100, cacheWrite5m: 20_000 });
      const hoped = { ...second.usage, cacheWrite5m: 0, cacheRead: 20_000 };
      const client = [
        clientRow(first),
        clientRow(second, { cacheRead: 20_000, cost: chargeAmount(hoped, price) }),
      ];
      const result = reconcile(client, [first, second], 'known');
      expect(amounts(result)).toEqual({ [cause]: second.charge - chargeAmount(hoped, price) });
      expect(result.unexplained).toBe(0);
    });
  });

  test('an entry written for an hour has not expired after twenty minutes (B3c)', () => {
    const first = logRow(0, { input: 50, output: 100, cacheWrite1h: 20_000 });
    const second = logRow(20, { input: 60, output: 100, cacheWrite1h: 20_000 });
    const result = reconcile(
      [first, second].map((row) => clientRow(row)),
      [first, second],
      'known',
    );
    expect(result.cacheMisses).toMatchObject([
      { cause: 'cache_prefix_changed', nanodollars: 20_000 * 5_700 },
    ]);
  });

  test.each([
    ['with', 10_000],
    ['without', 0],
  ])('an export whose input column counts %s the cached tokens is read as that', (_how, cached) => {
    const log = Array.from({ length: 10 }, (_, index) =>
      logRow(index * 7, { input: 900 + index * 31, output: 210, cacheRead: 10_000 }),
    );
    const client = log.map((row, index) =>
      clientRow(row, {
        input: row.usage.input + cached - (index === 3 ? 400 : 0),
        cost: null,
      }),
    );
    const result = reconcile(client, log, 'known');
    expect(amounts(result)).toEqual({ usage_not_read: 400 * 3_000 });
  });

  test('with a model that has no caching, the cache rate degrades to the input rate (B3c)', () => {
    const flat = {
      ...price,
      rates: { ...price.rates, cacheRead: 3_000_000, cacheWrite5m: 3_000_000 },
    };
    const row = logRow(0, { input: 20_000, output: 100 }, { price: flat });
    const listPrice = chargeAmount({ ...row.usage, input: 500, cacheRead: 19_500 }, price);
    const result = reconcile(
      [clientRow(row, { input: 500, cacheRead: 19_500, cost: listPrice })],
      [row],
      'known',
    );
    expect(result.difference).toBe(row.charge - listPrice);
    expect(amounts(result)).toEqual({ cache_unsupported: row.charge - listPrice });
    expect(result.unexplained).toBe(0);
  });

  test('cache misses that both sides counted are shown beside the difference, not in it (B3c)', () => {
    const first = logRow(0, { input: 50, output: 100, cacheWrite5m: 20_000 });
    const second = logRow(30, { input: 60, output: 100, cacheWrite5m: 20_000 });
    const result = reconcile(
      [first, second].map((row) => clientRow(row)),
      [first, second],
      'known',
    );
    expect(result.difference).toBe(0);
    expect(result.cacheMisses).toMatchObject([
      { cause: 'cache_expired', nanodollars: 20_000 * 3_450 },
    ]);
  });

  test("the group's multiplier is taken out exactly (K4)", () => {
    const log = chats(25, { price: { ...price, multiplier: '1.25' } });
    const client = log.map((row) => clientRow(row));
    const result = reconcile(client, log, 'known');
    const list = client.reduce((total, row) => total + (row.cost ?? 0), 0);
    expect(amounts(result)).toEqual({ multiplier: charges(log) - list });
    expect(result.unexplained).toBe(0);
  });

  test('an export in local time is moved, and what that hides is named', () => {
    const log = Array.from({ length: 48 }, (_, index) =>
      logRow(index * 60, { input: 1_000 + index, output: 100 + index }),
    );
    const day = log.slice(12, 36);
    const client = day.map((row) => clientRow(row, { at: row.startedAt + 8 * 3_600_000 }));
    const result = reconcile(client, log, 'unknown');
    expect(result.offsetHours).toBe(-8);
    expect(result.matched).toBe(24);
    expect(Object.keys(amounts(result))).toEqual(['time_zone']);
    expect(result.unexplained).toBe(0);
  });

  test('what nothing explains stays unexplained', () => {
    const log = chats(20);
    const client = log.map((row) => clientRow(row, { cost: Math.round(row.charge * 0.6) }));
    const result = reconcile(client, log, 'known');
    expect(result.causes).toEqual([]);
    expect(result.unexplained).toBe(result.difference);
    expect(result.difference).toBeGreaterThan(0);
  });

  test('several causes at once are told apart, and the amounts add up', () => {
    const log = chats(50);
    const blind = log.filter((_, index) => index % 10 === 0);
    const hidden = log.filter((_, index) => index % 10 === 5);
    const burst = Array.from({ length: 20 }, (_, index) =>
      logRow(40 + index * 0.03, { input: 800, output: 9 }, { client: 'copilot-like/2' }),
    );
    const client = log
      .filter((row) => !hidden.includes(row))
      .map((row) =>
        clientRow(
          row,
          blind.includes(row)
            ? { output: 0, cost: chargeAmount({ ...row.usage, output: 0 }, price) }
            : {},
        ),
      );
    const result = reconcile(client, [...log, ...burst], 'known');
    expect(amounts(result)).toEqual({
      usage_not_read: blind.reduce((total, row) => total + row.usage.output * 15_000, 0),
      not_counted: charges(hidden),
      autocomplete: charges(burst),
    });
    expect(result.unexplained).toBe(0);
  });

  test('calls that are not in the log are named with what the client counted for them', async () => {
    const log = chats(10);
    const elsewhere = clientRow(logRow(33, { input: 70_000, output: 9_000 }), { line: 12 });
    const free = { ...elsewhere, line: 13, cost: null };
    const result = reconcile([...log.map((row) => clientRow(row)), elsewhere, free], log, 'known');
    expect(result.causes).toEqual([
      {
        cause: 'not_in_log',
        nanodollars: -(elsewhere.cost ?? 0),
        requests: 1,
        examples: ['line 12'],
      },
    ]);
    expect(result.unexplained).toBe(0);
  });

  test('a call that an export names by its request id in several rows counts once, at its fullest', () => {
    const [log, other] = [
      logRow(0, { input: 100, output: 90 }),
      logRow(1, { input: 50, output: 9 }),
    ];
    const requestId = log.id;
    const rows = [1, 90, 40].map((output) => clientRow(log, { requestId, output, cost: null }));
    const result = reconcile([...rows, clientRow(other)], [log, other], 'known');
    expect(result).toMatchObject({ client: { rows: 2 }, matched: 2, difference: 0, causes: [] });
  });

  test('an export without costs, tokens or cache reads differs by nothing', () => {
    const log = chats(5);
    for (const blank of ['cost', 'input', 'output', 'cacheRead'] as const) {
      const client = log.map((row) => clientRow(row, { [blank]: null }));
      expect(reconcile(client, log, 'known')).toMatchObject({ difference: 0, causes: [] });
    }
  });

  test.each([
    ['within one percent, as clients round', 0.995, true],
    ['further off', 0.97, false],
  ])('list prices %s are taken for the multiplier', (_how, share, explained) => {
    const [row] = chats(1, { price: { ...price, multiplier: '2' } }) as [LogRow];
    const cost = Math.round((row.charge / 2) * share);
    const result = reconcile([clientRow(row, { cost })], [row], 'known');
    expect(amounts(result)).toEqual(explained ? { multiplier: row.charge / 2 } : {});
    expect(result.unexplained).toBe(explained ? row.charge / 2 - cost : row.charge - cost);
  });

  test('the largest cause comes first, with its five dearest requests', () => {
    const log = chats(20);
    const burst = Array.from({ length: 8 }, (_, index) =>
      logRow(10 + index * 0.02, { input: 10, output: 1 }, { client: 'continue/1.5' }),
    );
    const counted = log.slice(0, 12).map((row) => clientRow(row));
    const { causes } = reconcile(
      [...counted, clientRow(log[19] as LogRow)],
      [...burst, ...log],
      'known',
    );
    expect(causes.map(({ cause }) => cause)).toEqual(['not_counted', 'autocomplete']);
    const dearest = [18, 17, 16, 15, 14].map((at) => log[at]?.id);
    expect(causes[0]).toMatchObject({ requests: 7, examples: dearest });
  });

  test('a minute around the export belongs to it, and what is further away does not', () => {
    const log = [
      logRow(-1, {}),
      logRow(0, {}),
      logRow(1, {}),
      logRow(10, {}),
      logRow(11, {}),
      logRow(12, {}),
    ];
    const [, , first, last] = log as [LogRow, LogRow, LogRow, LogRow];
    const result = reconcile([clientRow(first), clientRow(last)], log, 'known');
    expect(result.log.rows).toBe(4);
  });
});
