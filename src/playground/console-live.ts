/** `GET /api/console/requests/live`: rows of the request log as they start and settle, as events. */
import { createRoute, z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { RequestLogRow } from '../domain/request-log.ts';
import { findRequest, listRequests } from '../storage/requests.ts';
import { type Store, StoreError } from '../storage/store.ts';
import { accountQuery } from './console-schemas.ts';
import { errorResponses, sessionSecurity } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { accountOf, signedIn } from './session-account.ts';

const pollMs = 1_000;
/** A line every so often keeps proxies from closing a quiet stream, in polls. */
const quietPolls = 15;
const pageSize = 50;
/** Open streams per user; a tab more is told to wait. */
const mostStreams = 5;

const route = createRoute({
  method: 'get',
  path: '/api/console/requests/live',
  operationId: 'followRequests',
  tags: ['Console'],
  summary: 'Requests as they start and settle',
  description:
    'Server-sent events named `request`, each with a row of the request log: once when it starts, once ' +
    'when it is settled. Rows from before the connection are not sent unless they settle meanwhile.',
  security: sessionSecurity,
  request: { query: accountQuery },
  responses: {
    200: {
      description: 'The stream of events; it ends when the server stops',
      content: { 'text/event-stream': { schema: z.string() } },
    },
    ...errorResponses('unauthorized', 'not_found', 'rate_limited', 'unavailable'),
  },
});

export const consoleLiveRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store, ending, log } = parts;
  const openStreams = new Map<string, number>();

  api.openapi(route, async (context) => {
    const user = await signedIn(parts, context);
    const account = await accountOf(parts, user, context.req.valid('query').account);
    const open = openStreams.get(user.id) ?? 0;
    if (open >= mostStreams)
      throw new Problem(
        'rate_limited',
        'This account is being watched in many places already.',
        'Close one of the other tabs.',
        { headers: { 'retry-after': '10' } },
      );
    const changes = await watchLog(store, account.id);
    openStreams.set(user.id, open + 1);
    context.header('x-accel-buffering', 'no');
    return streamSSE(context, async (stream) => {
      try {
        for (let quiet = 0; !stream.aborted && !ending.aborted; quiet++) {
          for (const row of await changes()) {
            quiet = 0;
            await stream.writeSSE({ event: 'request', data: JSON.stringify(row) });
          }
          if (quiet % quietPolls === 0) await stream.write(': waiting\n\n');
          await stream.sleep(pollMs);
        }
      } catch (error) {
        // The reader's browser connects again; the store may be back by then.
        if (!(error instanceof StoreError)) throw error;
        log.error({ err: error }, 'A live log ended because the store did not answer.');
      } finally {
        const left = (openStreams.get(user.id) ?? 1) - 1;
        if (left > 0) openStreams.set(user.id, left);
        else openStreams.delete(user.id);
      }
    });
  });
};

/** Answers a function that tells, oldest first, which rows are new or have changed since its last call. */
const watchLog = async (
  store: Store,
  accountId: string,
): Promise<() => Promise<RequestLogRow[]>> => {
  const newest = async () => (await listRequests(store, { accountId, limit: pageSize })).data;
  let known = new Map((await newest()).map((row) => [row.id, row.state]));

  return async () => {
    const page = await newest();
    const listed = new Set(page.map(({ id }) => id));
    const missed = [...known]
      .filter(([id, state]) => state === 'running' && !listed.has(id))
      .map(([id]) => findRequest(store, accountId, id));
    const older = (await Promise.all(missed)).filter((row) => row !== undefined);
    const rows = [...older, ...page.toReversed()];
    const changed = rows.filter(({ id, state }) => known.get(id) !== state);
    known = new Map(rows.map((row) => [row.id, row.state]));
    return changed;
  };
};
