/** `POST /api/feedback`: about a docs page, with an optional quote of the passage (D3). */
import { createRoute, z } from '@hono/zod-openapi';
import { sendFeedback } from '../intake/feedback.ts';
import { errorResponses, jsonBody } from './endpoint.ts';
import { envelopeOf } from './intake-request.ts';
import { feedbackSchema, idempotencyHeader, redactedSchema } from './intake-schemas.ts';
import type { Api, PlaygroundParts } from './parts.ts';

const route = createRoute({
  method: 'post',
  path: '/api/feedback',
  operationId: 'sendFeedback',
  tags: ['Taking part'],
  summary: 'Feedback about a page',
  description:
    'Page, version and passage are kept with it, and nothing about the sender. Secrets are replaced before ' +
    'anything is stored; raw logs are refused.',
  request: {
    headers: idempotencyHeader,
    body: jsonBody(feedbackSchema),
  },
  responses: {
    201: {
      description: 'It is stored',
      content: {
        'application/json': { schema: z.object({ id: z.string(), redacted: redactedSchema }) },
      },
    },
    ...errorResponses(
      'invalid_request',
      'forbidden',
      'redaction_failed',
      'rate_limited',
      'unavailable',
    ),
  },
});

export const feedbackRoutes = (api: Api, parts: PlaygroundParts): void => {
  api.openapi(route, async (context) => {
    const { altcha, website, ...feedback } = context.req.valid('json');
    const envelope = await envelopeOf(parts, context, { altcha, website });
    return context.json(await sendFeedback(parts.intake, envelope, feedback), 201, {
      'cache-control': 'no-store',
    });
  });
};
