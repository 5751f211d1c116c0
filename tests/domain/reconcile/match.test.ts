/** Which row of an export is which call of the log. */
import { describe, expect, test } from 'vitest';
import { matchRows } from '../../../src/domain/reconcile/match.ts';
import type { ClientRow, LogRow } from '../../../src/domain/reconcile/rows.ts';
import { clientRow, logRow } from './rows.ts';

const second = 1_000;
const minute = 60 * second;

/** Ids of the log rows that the rows of the export were taken for, in the export's order. */
const matchesOf = (client: ClientRow[], log: LogRow[], offset = 0): (string | undefined)[] => {
  const { pairs } = matchRows(client, log, offset);
  return client.map((row) => pairs.find((pair) => pair.client === row)?.log.id);
};

const isFound = (row: Partial<ClientRow>, log: LogRow): boolean =>
  matchesOf([clientRow(log, row)], [log])[0] !== undefined;

describe('by request id', () => {
  const call = logRow(0, { input: 100, output: 10 }, { stream: false });
  const other = logRow(0, { input: 100, output: 10 });

  test('a call is found whatever the time, model and tokens of the export are', () => {
    const far = { at: call.startedAt + 90 * minute, model: 'another', input: 7, output: 9_999 };
    expect(matchesOf([clientRow(call, { ...far, requestId: call.id })], [other, call])).toEqual([
      call.id,
    ]);
  });

  test('a second row with the same id is no second call', () => {
    const twice = clientRow(call, { requestId: call.id, at: call.startedAt + 90 * minute });
    expect(matchesOf([twice, { ...twice }], [call])).toEqual([call.id, undefined]);
  });

  test('an id of somebody else is no hindrance: model, tokens and time decide', () => {
    expect(matchesOf([clientRow(call, { requestId: 'gen-1' })], [call])).toEqual([call.id]);
  });
});

describe('without one', () => {
  test('the call with the same tokens is taken before one that is nearer', () => {
    const near = logRow(0, { input: 100, output: 20 });
    const exact = logRow(1, { input: 100, output: 10 });
    expect(matchesOf([clientRow(exact, { at: near.startedAt })], [near, exact])).toEqual([
      exact.id,
    ]);
  });

  test('the call with the same input is taken before one that is nearer', () => {
    const near = logRow(0, { input: 150, output: 20 });
    const exact = logRow(1, { input: 100, output: 20 });
    const row = clientRow(exact, { at: near.startedAt, output: 0 });
    expect(matchesOf([row], [near, exact])).toEqual([exact.id]);
  });

  test('of equal calls the nearest is taken, and each once', () => {
    const log = [0, 1, 2].map((at) => logRow(at, { input: 100, output: 10 }));
    const [first, second, third] = log.map((row) => clientRow(row)) as [
      ClientRow,
      ClientRow,
      ClientRow,
    ];
    expect(matchesOf([third, first, second], log)).toEqual([2, 0, 1].map((at) => log[at]?.id));
  });

  test.each([
    ['two minutes before it starts', -2 * minute, true],
    ['longer before', -2 * minute - 1, false],
    ['two minutes after it ends', 4 * second + 2 * minute, true],
    ['longer after', 4 * second + 2 * minute + 1, false],
  ])('a call is found by a time %s: %s', (_when, shift, found) => {
    const call = logRow(0, { input: 100, output: 10 });
    expect(isFound({ at: call.startedAt + shift }, call)).toBe(found);
  });

  test('a stream of an hour is found by its end, as many clients write that down', () => {
    const started = logRow(0, { input: 100, output: 10 });
    const long = { ...started, endedAt: started.startedAt + 60 * minute };
    expect(isFound({ at: long.endedAt }, long)).toBe(true);
  });

  test('a call of another model is another call, and an export without models has calls of any', () => {
    const call = logRow(0, { input: 100, output: 10 });
    expect(isFound({ model: 'claude-haiku-4-5' }, call)).toBe(false);
    expect(isFound({ model: 'Claude-Sonnet-4.5' }, call)).toBe(true);
    expect(isFound({ model: null }, call)).toBe(true);
  });

  test.each([
    ['no tokens', { input: null, output: null }, true],
    ['zeros', { input: 0, output: 0 }, true],
    ['fewer', { input: 90, output: 9 }, true],
    ['more output', { output: 11 }, true],
    ['more input', { input: 131 }, false],
    ['more of both', { input: 131, output: 11 }, false],
    ['all input, the cached with it', { input: 130 }, true],
  ])('a client that counted %s: %s', (_what, counted, found) => {
    const call = logRow(0, { input: 100, output: 10, cacheRead: 20, cacheWrite5m: 10 });
    expect(isFound(counted, call)).toBe(found);
  });

  test('times are moved by the offset before they are compared', () => {
    const call = logRow(0, { input: 100, output: 10 });
    const row = clientRow(call, { at: call.startedAt + 60 * minute });
    expect(matchesOf([row], [call], -60 * minute)).toEqual([call.id]);
    expect(matchesOf([row], [call], 60 * minute)).toEqual([undefined]);
  });
});

test('100,000 rows are matched', () => {
  const log = Array.from({ length: 100_000 }, (_, index) =>
    logRow(index * 0.3, { input: 500 + (index % 977), output: 20 + (index % 389) }),
  );
  const matched = matchRows(
    log.map((row) => clientRow(row)),
    log,
    0,
  );
  expect(matched.pairs.length).toBe(100_000);
  expect(matched.pairs.every((pair) => pair.client.at === pair.log.startedAt)).toBe(true);
});
