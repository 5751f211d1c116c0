/** The exports of programs that people use are read without a correction by hand. */
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { exportHead, exportRows } from '../../src/domain/log-export.ts';
import {
  guessMapping,
  guessUnit,
  holdsSums,
  isCall,
  readRow,
} from '../../src/domain/reconcile/columns.ts';
import { reconcile } from '../../src/domain/reconcile/reconcile.ts';
import type { ClientRow } from '../../src/domain/reconcile/rows.ts';
import type { RequestLogRow } from '../../src/domain/request-log.ts';
import { readExport } from '../../src/islands/spend-reconciler/read-export.ts';
import { clientRow, logRow } from '../domain/reconcile/rows.ts';
import * as exports from './usage-exports.ts';

type Raw = Record<string, unknown>;

const rawRows = async (text: string): Promise<Raw[]> =>
  /^[[{]/.test(text)
    ? readExport(new File([text], 'export'), () => undefined)
    : Papa.parse<Raw>(text, { header: true }).data;

const mappingOf = (raws: Raw[]) =>
  guessMapping([...new Set(raws.flatMap((raw) => Object.keys(raw)))], raws);

const callsIn = async (text: string) => {
  const raws = await rawRows(text);
  const mapping = mappingOf(raws);
  return raws
    .filter((raw) => isCall(raw, mapping))
    .map((raw) => readRow(raw, 2, { mapping, costUnit: guessUnit(mapping) }));
};

const start = Date.UTC(2026, 10, 2, 9);
const call = { input: 10_389, output: 137, cacheRead: 10_000, cost: 12_300_000 };

describe('each call has its time, model, tokens and cost', () => {
  test.each([
    ['OpenRouter', exports.openRouterCsv, { ...call, at: start }],
    ['LiteLLM', exports.liteLlmSpendLogs, { ...call, at: start, cacheWrite: 0 }],
    ['Helicone', exports.heliconeJsonl, { ...call, at: start + 900, input: 389, cacheWrite: 0 }],
    ['Langfuse, observations', exports.langfuseObservations, { ...call, at: start, input: 389 }],
    ['Langfuse, the table', exports.langfuseCsv, { ...call, at: start, cacheRead: null }],
    ['an API', exports.answerOfAnApi, { ...call, at: start, cacheRead: null, cost: null }],
    ['Codex', exports.codexRollout, { ...call, at: start, cost: null }],
  ])('of %s', async (_what, text, expected) => {
    const calls = await callsIn(text);
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject(expected);
  });

  test('of this site, as CSV and as JSON lines', async () => {
    const row = {
      id: 'req_01M8QRVBM2TJR27HQK1WNZA1RV',
      object: 'request',
      state: 'settled',
      model: 'sandbox/docs',
      outcome: 'completed',
      startedAt: '2026-11-02T09:00:00.000Z',
      endedAt: '2026-11-02T09:00:00.900Z',
      usage: { input: 389, output: 137, cacheRead: 10_000, cacheWrite5m: 0, cacheWrite1h: 0 },
      price: { rates: { input: 3_000_000, output: 15_000_000 }, multiplier: '1' },
      reserved: 20_000_000,
      charge: { nanodollars: 12_300_000, multiplier: '1', lines: [] },
    } as unknown as RequestLogRow;
    const { id: requestId } = row;
    for (const format of ['csv', 'jsonl'] as const)
      expect(await callsIn(exportHead(format) + exportRows([row], format))).toMatchObject([
        { ...call, at: start, input: 389, requestId },
      ]);
  });
});

test('a session of Claude Code has its calls once each, with the last count, and nothing else', async () => {
  const log = logRow(0, { input: 389, output: 137, cacheRead: 10_000 });
  const other = logRow(0, { input: 20, output: 10 });
  const calls = (await callsIn(exports.claudeCodeSession(log.id))) as ClientRow[];
  expect(calls.map(({ output }) => output)).toEqual([1, 137]);
  const result = reconcile([...calls, clientRow(other)], [log, other], 'known');
  expect(result).toMatchObject({ matched: 2, difference: 0, causes: [], client: { rows: 2 } });
});

test.each([
  ['of a day, by OpenAI', exports.openAiUsageCsv, true],
  ['of a day, by Anthropic', exports.anthropicUsageCsv, true],
  ['of single calls', exports.openRouterCsv, false],
  ['of a session', exports.codexRollout, false],
])('rows that are sums are told from calls: %s', async (_what, text, sums) => {
  const raws = await rawRows(text);
  expect(holdsSums(raws, mappingOf(raws))).toBe(sums);
});
