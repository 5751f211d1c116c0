/** The request log as a file: CSV for spreadsheets, JSON lines for programs. Server and browser write the same. */
import Papa from 'papaparse';
import { formatDollars } from './money.ts';
import type { RequestLogRow } from './request-log.ts';

export type ExportFormat = 'csv' | 'jsonl';

export const exportTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

type Cell = string | number | null;

const columns: Record<string, (row: RequestLogRow) => Cell> = {
  id: (row) => row.id,
  started_at: (row) => row.startedAt,
  ended_at: (row) => row.endedAt,
  first_token_at: (row) => row.firstTokenAt,
  key_id: (row) => row.keyId,
  key_label: (row) => row.keyLabel,
  group: (row) => row.group,
  model: (row) => row.model,
  protocol: (row) => row.protocol,
  endpoint: (row) => row.endpoint,
  stream: (row) => String(row.stream),
  client: (row) => row.client,
  upstream: (row) => row.upstream,
  status: (row) => row.status,
  outcome: (row) => row.outcome ?? row.state,
  error_code: (row) => row.errorCode,
  input_tokens: (row) => row.usage.input,
  output_tokens: (row) => row.usage.output,
  cache_read_tokens: (row) => row.usage.cacheRead,
  cache_write_5m_tokens: (row) => row.usage.cacheWrite5m,
  cache_write_1h_tokens: (row) => row.usage.cacheWrite1h,
  usage_source: (row) => row.usageSource,
  multiplier: (row) => row.price.multiplier,
  charge_nanodollars: (row) => row.charge.nanodollars,
  charge_usd: (row) => formatDollars(row.charge.nanodollars),
};

/** What the file begins with. */
export const exportHead = (format: ExportFormat): string =>
  format === 'csv' ? csv([Object.keys(columns)]) : '';

export const exportRows = (rows: readonly RequestLogRow[], format: ExportFormat): string => {
  if (rows.length === 0) return '';
  return format === 'csv'
    ? csv(rows.map((row) => Object.values(columns).map((read) => read(row))))
    : rows.map((row) => `${JSON.stringify(row)}\n`).join('');
};

/** A cell that a spreadsheet would take for a formula is marked as text. */
const csv = (rows: Cell[][]): string =>
  `${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
