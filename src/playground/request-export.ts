/** The request log as CSV or JSON lines, page by page, so that a long log needs little memory. */
import { type ExportFormat, exportHead, exportRows } from '../domain/log-export.ts';
import { listRequests, type RequestFilter } from '../storage/requests.ts';
import type { Store } from '../storage/store.ts';

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
  const head = exportHead(format);
  if (head) yield head;
  let cursor: string | undefined;
  do {
    const page = await listRequests(store, { ...filter, cursor, limit: pageSize });
    if (page.data.length > 0) yield exportRows(page.data, format);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}
