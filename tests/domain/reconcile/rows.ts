/** Rows of a log, and what a client writes down of them. */
import { chargeAmount } from '../../../src/domain/charge.ts';
import type { ClientRow, LogRow } from '../../../src/domain/reconcile/rows.ts';
import { noUsage, type Usage } from '../../../src/domain/usage.ts';

export const start = Date.UTC(2026, 10, 2, 9);
export const price = {
  rates: {
    input: 3_000_000,
    output: 15_000_000,
    cacheRead: 300_000,
    cacheWrite5m: 3_750_000,
    cacheWrite1h: 6_000_000,
  },
  multiplier: '1',
};

let ids = 0;
/** A call so many minutes after the start, of four seconds. */
export const logRow = (
  minutes: number,
  usage: Partial<Usage>,
  extra: Partial<LogRow> = {},
): LogRow => {
  const at = start + minutes * 60_000;
  const row: LogRow = {
    id: `req_${String(++ids).padStart(26, '0')}`,
    startedAt: at,
    endedAt: at + 4_000,
    keyId: 'key_1',
    client: 'chat/1.0',
    model: 'vendor/claude-sonnet-4.5',
    stream: true,
    outcome: 'completed',
    usage: { ...noUsage, ...usage },
    price,
    charge: 0,
    ...extra,
  };
  return { ...row, charge: extra.charge ?? chargeAmount(row.usage, row.price) };
};

/** What a client that counts right writes down, at list prices. */
export const clientRow = (row: LogRow, extra: Partial<ClientRow> = {}): ClientRow => ({
  line: 2,
  at: row.startedAt,
  model: 'claude-sonnet-4-5-20250929',
  input: row.usage.input,
  output: row.usage.output,
  cacheRead: row.usage.cacheRead,
  cacheWrite: null,
  cost: chargeAmount(row.usage, { ...row.price, multiplier: '1' }),
  requestId: null,
  ...extra,
});

/** Calls seven minutes apart, each with counts of its own. */
export const chats = (count: number, extra: Partial<LogRow> = {}): LogRow[] =>
  Array.from({ length: count }, (_, index) =>
    logRow(index * 7, { input: 900 + index * 31, output: 210 + index * 17 }, extra),
  );
