/** Rows as they start and settle: events of the server for an account, a look every other second for a key. */
import type { RequestLogRow } from '../../domain/request-log.ts';
import { fits, type LogFilters } from './log-filters.ts';
import { type LogSource, livePath, readPage, readRow } from './log-source.ts';

/** `waiting`: the connection is away, and is tried again. */
export type LiveState = 'connecting' | 'live' | 'waiting';

export type LiveReader = {
  rows(rows: RequestLogRow[]): void;
  state(state: LiveState): void;
  /** Ids of shown rows that still run. */
  running(): string[];
};

/** Answers how to end it. */
export const followLog = (
  source: LogSource,
  filters: LogFilters,
  reader: LiveReader,
): (() => void) =>
  source.kind === 'account'
    ? listen(source, filters, reader)
    : pollLog(source, filters, reader, new AbortController());

const retryMs = 5_000;

const listen = (
  source: Extract<LogSource, { kind: 'account' }>,
  filters: LogFilters,
  reader: LiveReader,
): (() => void) => {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ending = new AbortController();
  const connect = () => {
    events = new EventSource(livePath(source.account));
    events.addEventListener('open', () => {
      reader.state('live');
      // What started or settled while nothing was connected.
      void look(source, filters, reader, ending.signal);
    });
    events.addEventListener('request', ({ data }: MessageEvent<string>) => {
      const row: RequestLogRow = JSON.parse(data);
      if (fits(row, filters)) reader.rows([row]);
    });
    events.addEventListener('error', () => {
      reader.state('waiting');
      // The browser connects again by itself, but not after an answer that is an error.
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(connect, retryMs);
    });
  };
  connect();
  return () => {
    ending.abort();
    clearTimeout(timer);
    events.close();
  };
};

const pollMs = 2_000;

const pollLog = (
  source: LogSource,
  filters: LogFilters,
  reader: LiveReader,
  ending: AbortController,
): (() => void) => {
  let timer: ReturnType<typeof setTimeout>;
  const turn = async () => {
    if (!document.hidden) {
      const reached = await look(source, filters, reader, ending.signal);
      if (ending.signal.aborted) return;
      reader.state(reached ? 'live' : 'waiting');
    }
    timer = setTimeout(turn, pollMs);
  };
  timer = setTimeout(turn, pollMs);
  reader.state('live');
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
};

/** Reads the newest page, and the running rows that are no longer on it. */
const look = async (
  source: LogSource,
  filters: LogFilters,
  reader: LiveReader,
  signal: AbortSignal,
): Promise<boolean> => {
  const page = await readPage(source, filters, { signal });
  if (!page.ok) return false;
  const listed = new Set(page.value.data.map(({ id }) => id));
  const missing = reader.running().filter((id) => !listed.has(id));
  const older = await Promise.all(missing.map((id) => readRow(source, id, signal)));
  if (signal.aborted) return false;
  reader.rows([
    ...page.value.data,
    ...older.flatMap((answer) => (answer.ok ? [answer.value] : [])),
  ]);
  return true;
};
