/** `GET /api/challenge`: the proof of work that a public form asks for. */
import { createRoute, z } from '@hono/zod-openapi';
import { publicForms } from '../domain/intake.ts';
import { errorResponses } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';

const challengeSchema = z
  .object({
    parameters: z.object({
      algorithm: z.string(),
      nonce: z.string(),
      salt: z.string(),
      cost: z.int(),
      keyLength: z.int(),
      keyPrefix: z.string(),
      keySignature: z.string().optional(),
      memoryCost: z.int().optional(),
      parallelism: z.int().optional(),
      expiresAt: z.int().optional(),
      data: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .optional(),
    }),
    signature: z.string().optional(),
  })
  .openapi('Challenge');

const route = createRoute({
  method: 'get',
  path: '/api/challenge',
  operationId: 'getChallenge',
  tags: ['Taking part'],
  summary: 'A proof of work for a form',
  description:
    'Takes a browser a moment to solve, and makes flooding a form expensive. Good for one submission of ' +
    'the form it was made for, within 20 minutes. Made and solved by ALTCHA: base64 of ' +
    '`{"challenge":…,"solution":…}` goes into the field `altcha`.',
  request: { query: z.object({ form: z.enum(publicForms) }) },
  responses: {
    200: {
      description: 'The challenge',
      content: { 'application/json': { schema: challengeSchema } },
    },
    ...errorResponses('invalid_request'),
  },
});

export const challengeRoutes = (api: Api, { intake }: PlaygroundParts): void => {
  api.openapi(route, async (context) => {
    const { parameters, signature } = await intake.challenges.issue(
      context.req.valid('query').form,
    );
    return context.json({ parameters, signature }, 200, { 'cache-control': 'no-store' });
  });
};
