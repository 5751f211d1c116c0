/** `/api/inbox`: what people sent in, for operators. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type InboxItem, intakeKinds, intakeLimits } from '../domain/intake.ts';
import {
  answerItem,
  exportInbox,
  linkItem,
  listInbox,
  redeliverItem,
  setStatus,
  showItem,
} from '../intake/inbox.ts';
import { errorResponses, jsonBody, sessionSecurity } from './endpoint.ts';
import { inboxEntrySchema, inboxItemSchema, statusSchema } from './intake-schemas.ts';
import { requireOperator } from './operator.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';

const shared = { tags: ['Inbox'], security: sessionSecurity };
const noStore = { 'cache-control': 'no-store' };
const itemPath = z.object({ id: z.string().max(64) });
const errors = errorResponses(
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'conflict',
  'unavailable',
);
const item = {
  200: { description: 'The item', content: { 'application/json': { schema: inboxItemSchema } } },
  ...errors,
};

const filterQuery = z.object({
  kind: z.enum(intakeKinds).optional(),
  status: statusSchema.optional(),
  text: z.string().max(100).optional().describe('Part of the title'),
  dead: z.stringbool().optional().describe('Only items with a delivery that was given up'),
});

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/api/inbox',
  operationId: 'listInbox',
  summary: 'Items, newest first',
  request: {
    query: filterQuery.extend({
      cursor: z.string().max(64).optional().describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
  },
  responses: {
    200: {
      description: 'A page of items',
      content: {
        'application/json': {
          schema: z.object({ data: z.array(inboxEntrySchema), next: z.string().nullable() }),
        },
      },
    },
    ...errors,
  },
});

const exportRoute = createRoute({
  ...shared,
  method: 'get',
  path: '/api/inbox/export',
  operationId: 'exportInbox',
  summary: 'Items with their content, a line of JSON each',
  request: { query: filterQuery },
  responses: {
    200: {
      description: 'The file',
      content: { 'application/octet-stream': { schema: z.string() } },
    },
    ...errors,
  },
});

const show = createRoute({
  ...shared,
  method: 'get',
  path: '/api/inbox/{id}',
  operationId: 'getInboxItem',
  summary: 'An item with content, replies and deliveries',
  request: { params: itemPath },
  responses: item,
});

const change = createRoute({
  ...shared,
  method: 'patch',
  path: '/api/inbox/{id}',
  operationId: 'changeInboxItem',
  summary: 'Set the status, link an issue or a page',
  request: {
    params: itemPath,
    body: jsonBody(
      z.strictObject({
        status: statusSchema.optional(),
        link: z.string().max(500).nullable().optional(),
      }),
    ),
  },
  responses: item,
});

const answer = createRoute({
  ...shared,
  method: 'post',
  path: '/api/inbox/{id}/answers',
  operationId: 'answerInboxItem',
  summary: 'Answer a ticket or the reporter of a security problem',
  request: {
    params: itemPath,
    body: jsonBody(z.strictObject({ text: z.string().trim().min(1).max(intakeLimits.ticketText) })),
  },
  responses: item,
});

const redeliver = createRoute({
  ...shared,
  method: 'post',
  path: '/api/inbox/{id}/redeliveries',
  operationId: 'redeliverInboxItem',
  summary: 'Deliver again what was given up, or everything',
  request: {
    params: itemPath,
    body: jsonBody(z.strictObject({ which: z.enum(['dead', 'all']).default('dead') })),
  },
  responses: item,
});

export const inboxRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store, intake } = parts;

  /** Answers an operator with the item as it is then. */
  const answerWith = async (context: Context<Env>, act: () => Promise<InboxItem>) => {
    await requireOperator(parts, context);
    return context.json(await act(), 200, noStore);
  };

  api.openapi(list, async (context) => {
    await requireOperator(parts, context);
    return context.json(await listInbox(store, context.req.valid('query')), 200, noStore);
  });

  api.openapi(exportRoute, async (context) => {
    await requireOperator(parts, context);
    const lines = exportInbox(store, context.req.valid('query'));
    return new Response(streamOf(lines), {
      headers: {
        ...noStore,
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment; filename="inbox.jsonl"',
      },
    });
  });

  api.openapi(show, (context) =>
    answerWith(context, () => showItem(store, context.req.valid('param').id)),
  );

  api.openapi(change, (context) =>
    answerWith(context, async () => {
      const { id } = context.req.valid('param');
      const { status, link } = context.req.valid('json');
      if (status !== undefined) await setStatus(store, id, status);
      if (link !== undefined) await linkItem(store, id, link);
      return showItem(store, id);
    }),
  );

  api.openapi(answer, (context) =>
    answerWith(context, () =>
      answerItem(store, context.req.valid('param').id, context.req.valid('json').text),
    ),
  );

  api.openapi(redeliver, (context) =>
    answerWith(context, async () => {
      const { id } = context.req.valid('param');
      await redeliverItem(store, id, context.req.valid('json').which);
      intake.wake();
      return showItem(store, id);
    }),
  );
};

/** Reads the next line only when the client has taken the one before. */
const streamOf = (lines: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const { value, done } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await lines.return(undefined);
    },
  });
};
