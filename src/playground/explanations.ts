/** `GET /api/requests/{id}/explanation`: why a request cost what it did. */
import { createRoute, z } from '@hono/zod-openapi';
import { explain } from '../domain/explanation.ts';
import { callerKey } from './caller.ts';
import { errorResponses, keySecurity, sessionSecurity } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { explanationSchema } from './schemas.ts';
import { requestOfUser, signedIn } from './session-account.ts';

const route = createRoute({
  method: 'get',
  path: '/api/requests/{id}/explanation',
  operationId: 'explainRequest',
  tags: ['Requests'],
  summary: 'Why a request cost what it did',
  description:
    'The row of the request log, the rule of the outcome table that applied, and both in sentences. ' +
    'Asked with the key that made the request, or another one of its account, or in the session of that account.',
  security: [...keySecurity, ...sessionSecurity],
  request: {
    params: z.object({
      id: z
        .string()
        .regex(
          /^req_[0-9A-Za-z]{1,40}$/,
          'Write the id as the header "x-request-id" has it: req_ and 26 characters',
        )
        .openapi({ example: 'req_01JDPN4M3V5Y8K2T6Q9W7X0ABC' }),
    }),
  },
  responses: {
    200: {
      description: 'The explanation',
      content: { 'application/json': { schema: explanationSchema } },
    },
    ...errorResponses(
      'invalid_request',
      'unauthorized',
      'not_found',
      'rate_limited',
      'unavailable',
    ),
  },
});

export const explanationRoutes = (api: Api, parts: PlaygroundParts): void => {
  api.openapi(route, async (context) => {
    const { id } = context.req.valid('param');
    const key = callerKey(context);
    const row = key
      ? await parts.gateway.request(key, id)
      : await requestOfUser(parts, await signedIn(parts, context), id);
    return context.json(explain(row), 200, { 'cache-control': 'no-store' });
  });
};
