/** `/api/integration-requests`: requests for integration pages (D2). */
import { createRoute, z } from '@hono/zod-openapi';
import { askForPage, listRequests, voteForPage } from '../intake/integration-requests.ts';
import { errorResponses, jsonBody } from './endpoint.ts';
import { envelopeOf, visitorOf } from './intake-request.ts';
import {
  idempotencyHeader,
  integrationRequestSchema,
  integrationWishSchema,
  redactedSchema,
  voteSchema,
} from './intake-schemas.ts';
import type { Api, PlaygroundParts } from './parts.ts';

const shared = { tags: ['Taking part'] };
const noStore = { 'cache-control': 'no-store' };
const askedFor = z.object({
  request: integrationRequestSchema,
  duplicate: z.boolean().describe('It was asked for before; the vote was counted there'),
  redacted: redactedSchema,
});

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/api/integration-requests',
  operationId: 'listIntegrationRequests',
  summary: 'Requested pages, the most wanted first',
  request: {
    query: z.object({
      q: z.string().max(80).optional().describe('A name: answers up to 8 that are like it'),
    }),
  },
  responses: {
    200: {
      description: 'The requests',
      content: {
        'application/json': {
          schema: z.object({ object: z.literal('list'), data: z.array(integrationRequestSchema) }),
        },
      },
    },
    ...errorResponses('invalid_request', 'unavailable'),
  },
});

const writeErrors = errorResponses(
  'invalid_request',
  'forbidden',
  'not_found',
  'redaction_failed',
  'rate_limited',
  'unavailable',
);

const ask = createRoute({
  ...shared,
  method: 'post',
  path: '/api/integration-requests',
  operationId: 'requestIntegration',
  summary: 'Ask for an integration page',
  description: 'A tool that was asked for before gets a vote instead of a second entry.',
  request: {
    headers: idempotencyHeader,
    body: jsonBody(integrationWishSchema),
  },
  responses: {
    201: {
      description: 'The request, with your vote',
      content: { 'application/json': { schema: askedFor } },
    },
    ...writeErrors,
  },
});

const vote = createRoute({
  ...shared,
  method: 'post',
  path: '/api/integration-requests/{id}/votes',
  operationId: 'voteForIntegration',
  summary: 'Vote for a requested page',
  description:
    'One vote per user, or per network without signing in. A second one changes nothing.',
  request: {
    headers: idempotencyHeader,
    params: z.object({ id: z.string().max(64) }),
    body: jsonBody(voteSchema),
  },
  responses: {
    200: {
      description: 'The request with your vote',
      content: {
        'application/json': { schema: z.object({ request: integrationRequestSchema }) },
      },
    },
    ...writeErrors,
  },
});

export const integrationRequestRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { intake } = parts;

  api.openapi(list, async (context) => {
    const data = await listRequests(
      intake,
      await visitorOf(parts, context),
      context.req.valid('query').q,
    );
    return context.json({ object: 'list' as const, data }, 200, noStore);
  });

  api.openapi(ask, async (context) => {
    const { altcha, website, ...wish } = context.req.valid('json');
    const envelope = await envelopeOf(parts, context, { altcha, website });
    return context.json(await askForPage(intake, envelope, wish), 201, noStore);
  });

  api.openapi(vote, async (context) => {
    const envelope = await envelopeOf(parts, context, context.req.valid('json'));
    const { id } = context.req.valid('param');
    return context.json(await voteForPage(intake, envelope, id), 200, noStore);
  });
};
