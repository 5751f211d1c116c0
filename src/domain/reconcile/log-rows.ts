/** Rows of the request log as the comparison needs them; requests that still run are left out. */
import type { RequestLogRow } from '../request-log.ts';
import type { LogRow } from './rows.ts';

export const logRowsOf = (rows: readonly RequestLogRow[]): LogRow[] =>
  rows.flatMap((row) =>
    row.outcome === null || row.endedAt === null
      ? []
      : [
          {
            id: row.id,
            startedAt: Date.parse(row.startedAt),
            endedAt: Date.parse(row.endedAt),
            keyId: row.keyId,
            client: row.client,
            model: row.model,
            stream: row.stream,
            outcome: row.outcome,
            usage: row.usage,
            price: row.price,
            charge: row.charge.nanodollars,
          },
        ],
  );
