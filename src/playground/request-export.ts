/** The request log as CSV or JSON lines, page by page, so that a long log needs little memory. */
import Papa from 'papaparse';
import { formatDollars } from '../domain/money.ts';
import type { RequestLogRow } from '../domain/request-log.ts';
import { listRequests, type RequestFilter } from '../storage/requests.ts';
import type { Store } from '../storage/store.ts';

export type ExportFormat = 'csv' | 'jsonl';

export const exportTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
};

const pageSize = 500;

/** Reads the next page only when the client has taken the one before. */
export const exportStream = (
  store: Store,
  filter: Omit<RequestFilter, 'limit'>,
  format: ExportFormat,
): ReadableStream<Uint8Array> => {
  const pages = exportPages(store, filter, format);
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await pages.return(undefined);
    },
  });
};

async function* exportPages(
  store: Store,
  filter: Omit<RequestFilter, 'limit'>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield csv([Object.keys(columns)]);
  let cursor: string | undefined;
  do {
    const page = await listRequests(store, { ...filter, cursor, limit: pageSize });
    if (page.data.length > 0)
      yield format === 'csv'
        ? csv(page.data.map(cells))
        : page.data.map((row) => `${JSON.stringify(row)}\n`).join('');
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

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

const cells = (row: RequestLogRow): Cell[] => Object.values(columns).map((read) => read(row));

/** A cell that a spreadsheet would take for a formula is marked as text. */
const csv = (rows: Cell[][]): string =>
  `${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
