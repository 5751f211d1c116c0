/** `/api/tickets`: tickets of the session's account (D3). */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { listTickets, openTicket, readTicket, replyToTicket } from '../intake/tickets.ts';
import { accountQuery } from './console-schemas.ts';
import { errorResponses, jsonBody, sessionSecurity } from './endpoint.ts';
import { envelopeOf } from './intake-request.ts';
import {
  idempotencyHeader,
  newReplySchema,
  newTicketSchema,
  redactedSchema,
  ticketSchema,
  ticketThreadSchema,
} from './intake-schemas.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';
import { accountOf, signedIn } from './session-account.ts';

const shared = { tags: ['Console'], security: sessionSecurity };
const noStore = { 'cache-control': 'no-store' };
const ticketPath = z.object({ id: z.string().max(64) });
const readErrors = errorResponses('invalid_request', 'unauthorized', 'not_found', 'unavailable');
const writeErrors = {
  ...readErrors,
  ...errorResponses('forbidden', 'redaction_failed', 'rate_limited'),
};
const written = z.object({ ticket: ticketThreadSchema, redacted: redactedSchema });

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/api/tickets',
  operationId: 'listTickets',
  summary: 'Tickets of the account, newest first',
  request: { query: accountQuery },
  responses: {
    200: {
      description: 'The tickets',
      content: {
        'application/json': {
          schema: z.object({ object: z.literal('list'), data: z.array(ticketSchema) }),
        },
      },
    },
    ...readErrors,
  },
});

const open = createRoute({
  ...shared,
  method: 'post',
  path: '/api/tickets',
  operationId: 'openTicket',
  summary: 'Open a ticket',
  description:
    'Only the account and the operator see it. Secrets are replaced before it is stored.',
  request: {
    query: accountQuery,
    headers: idempotencyHeader,
    body: jsonBody(newTicketSchema),
  },
  responses: {
    201: { description: 'The ticket', content: { 'application/json': { schema: written } } },
    ...writeErrors,
  },
});

const read = createRoute({
  ...shared,
  method: 'get',
  path: '/api/tickets/{id}',
  operationId: 'getTicket',
  summary: 'A ticket with its answers',
  request: { params: ticketPath, query: accountQuery },
  responses: {
    200: {
      description: 'The ticket',
      content: { 'application/json': { schema: ticketThreadSchema } },
    },
    ...readErrors,
  },
});

const reply = createRoute({
  ...shared,
  method: 'post',
  path: '/api/tickets/{id}/replies',
  operationId: 'replyToTicket',
  summary: 'Add to a ticket; opens it again',
  request: {
    params: ticketPath,
    query: accountQuery,
    headers: idempotencyHeader,
    body: jsonBody(newReplySchema),
  },
  responses: {
    201: {
      description: 'The ticket with the reply',
      content: { 'application/json': { schema: written } },
    },
    ...writeErrors,
  },
});

export const ticketRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { intake } = parts;
  const accountIdFor = async (context: Context<Env>, id: string | undefined) =>
    (await accountOf(parts, await signedIn(parts, context), id)).id;

  api.openapi(list, async (context) => {
    const accountId = await accountIdFor(context, context.req.valid('query').account);
    const data = await listTickets(intake, accountId);
    return context.json({ object: 'list' as const, data }, 200, noStore);
  });

  api.openapi(open, async (context) => {
    const accountId = await accountIdFor(context, context.req.valid('query').account);
    const envelope = await envelopeOf(parts, context);
    const answer = await openTicket(intake, envelope, accountId, context.req.valid('json'));
    return context.json(answer, 201, noStore);
  });

  api.openapi(read, async (context) => {
    const accountId = await accountIdFor(context, context.req.valid('query').account);
    return context.json(
      await readTicket(intake, accountId, context.req.valid('param').id),
      200,
      noStore,
    );
  });

  api.openapi(reply, async (context) => {
    const accountId = await accountIdFor(context, context.req.valid('query').account);
    const envelope = await envelopeOf(parts, context);
    const { id } = context.req.valid('param');
    const { text } = context.req.valid('json');
    return context.json(await replyToTicket(intake, envelope, accountId, id, text), 201, noStore);
  });
};
