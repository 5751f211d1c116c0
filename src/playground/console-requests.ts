/** `/api/console/requests`: the request log of the account. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type ExportFormat, exportTypes } from '../domain/log-export.ts';
import { findRequest, listRequests, type RequestFilter } from '../storage/requests.ts';
import {
  accountQuery,
  type RequestFilterQuery,
  requestFilterQuery,
  requestLogPageSchema,
  requestPageQuery,
} from './console-schemas.ts';
import { errorResponses, sessionSecurity } from './endpoint.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { exportStream } from './request-export.ts';
import { requestLogRow } from './schemas.ts';
import { accountOf, signedIn } from './session-account.ts';

const noStore = { 'cache-control': 'no-store' };
const shared = { tags: ['Console'], security: sessionSecurity };
const errors = errorResponses('invalid_request', 'unauthorized', 'not_found', 'unavailable');

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/api/console/requests',
  operationId: 'listRequests',
  summary: 'The request log, newest first',
  request: { query: requestPageQuery },
  responses: {
    200: {
      description: 'A page of the log',
      content: { 'application/json': { schema: requestLogPageSchema } },
    },
    ...errors,
  },
});

const exportRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/api/console/requests/export',
  operationId: 'exportRequests',
  summary: 'The request log as a file',
  description: 'Everything that fits the filters, newest first, streamed as it is read.',
  request: {
    query: requestFilterQuery.extend({ format: z.enum(['csv', 'jsonl']).default('csv') }),
  },
  responses: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { schema: z.string() },
        'application/jsonl': { schema: z.string() },
      },
    },
    ...errors,
  },
});

const detail = createRoute({
  ...shared,
  method: 'get',
  path: '/api/console/requests/{id}',
  operationId: 'getRequest',
  summary: 'One request with its charge line by line',
  request: { params: z.object({ id: z.string().max(64) }), query: accountQuery },
  responses: {
    200: {
      description: 'The row of the log',
      content: { 'application/json': { schema: requestLogRow } },
    },
    ...errors,
  },
});

export const consoleRequestRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store } = parts;
  const accountFor = async (context: Context<Env>, id: string | undefined) =>
    accountOf(parts, await signedIn(parts, context), id);

  api.openapi(list, async (context) => {
    const { cursor, limit, ...query } = context.req.valid('query');
    const account = await accountFor(context, query.account);
    const filter = { ...filterFrom(query, account.id), cursor, limit };
    return context.json(await listRequests(store, filter), 200, noStore);
  });

  api.openapi(exportRoute, async (context) => {
    const { format, ...query } = context.req.valid('query');
    const account = await accountFor(context, query.account);
    const file = exportStream(store, filterFrom(query, account.id), format);
    return new Response(file, { headers: { ...noStore, ...fileHeaders(format) } });
  });

  api.openapi(detail, async (context) => {
    const account = await accountFor(context, context.req.valid('query').account);
    const row = await findRequest(store, account.id, context.req.valid('param').id);
    if (!row)
      throw new Problem(
        'not_found',
        'The account has no request with this id.',
        'Copy the id from the header "x-request-id" of the answer, or from the request log.',
      );
    return context.json(row, 200, noStore);
  });
};

const filterFrom = (
  { key, model, outcome, status, since, until }: RequestFilterQuery,
  accountId: string,
): Omit<RequestFilter, 'limit'> => ({
  accountId,
  keyId: key,
  model,
  outcome,
  status,
  since,
  until,
});

const fileHeaders = (format: ExportFormat) => ({
  'content-type': exportTypes[format],
  'content-disposition': `attachment; filename="requests.${format}"`,
});
