/** Reads the request log of a key in a time, page by page. */
import { logRowsOf } from '../../domain/reconcile/log-rows.ts';
import type { LogRow } from '../../domain/reconcile/rows.ts';
import type { RequestLogPage } from '../../domain/request-log.ts';
import { type Answer, call } from '../gateway/call.ts';

export const readLog = async (
  key: string,
  span: { from: number; to: number },
  progress: (rows: number) => void,
): Promise<Answer<LogRow[]>> => {
  const rows: LogRow[] = [];
  const times = {
    since: new Date(Math.max(0, span.from)).toISOString(),
    until: new Date(span.to).toISOString(),
    limit: '100',
  };
  let cursor: string | null = null;
  for (;;) {
    const query: URLSearchParams = new URLSearchParams({ ...times, ...(cursor && { cursor }) });
    const answer: Answer<RequestLogPage> = await call(`/v1/requests?${query}`, { key });
    if (!answer.ok) return answer;
    rows.push(...logRowsOf(answer.value.data));
    progress(rows.length);
    cursor = answer.value.next_cursor;
    if (cursor === null) return { ok: true, value: rows, headers: answer.headers };
  }
};
