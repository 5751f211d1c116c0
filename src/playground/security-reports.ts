/** `/api/security-reports`: takes ciphertext only (D4). */
import { createRoute, z } from '@hono/zod-openapi';
import { intakeLimits } from '../domain/intake.ts';
import { followReport, sendReport } from '../intake/security-reports.ts';
import { errorResponses, jsonBody } from './endpoint.ts';
import { envelopeOf, visitorOf } from './intake-request.ts';
import {
  idempotencyHeader,
  reportSchema,
  reportStatusSchema,
  securityChannelSchema,
} from './intake-schemas.ts';
import type { Api, PlaygroundParts } from './parts.ts';

/** The ciphertext with its line ends escaped, and what is sent beside it. */
export const reportBodyBytes = intakeLimits.ciphertext * 1.25 + 16 * 1024;

const shared = { tags: ['Taking part'] };
const noStore = { 'cache-control': 'no-store' };

const channel = createRoute({
  ...shared,
  method: 'get',
  path: '/api/security-reports',
  operationId: 'getSecurityChannel',
  summary: 'Whom reports are encrypted to',
  responses: {
    200: {
      description: 'The recipient, and where to write without one',
      content: { 'application/json': { schema: securityChannelSchema } },
    },
  },
});

const send = createRoute({
  ...shared,
  method: 'post',
  path: '/api/security-reports',
  operationId: 'sendSecurityReport',
  summary: 'Report a security problem, encrypted',
  description:
    'Takes an age file in armour, encrypted to the recipient on the security page. The server stores and ' +
    'forwards it as it is; it has no key to read it. Keep the receipt and its secret: with them the status ' +
    'can be followed.',
  request: {
    headers: idempotencyHeader,
    body: jsonBody(reportSchema),
  },
  responses: {
    201: {
      description: 'It is stored',
      content: {
        'application/json': {
          schema: z.object({
            receipt: z.string(),
            secret: z.string().describe('Shown this once; the store keeps a hash'),
          }),
        },
      },
    },
    ...errorResponses(
      'invalid_request',
      'forbidden',
      'conflict',
      'too_large',
      'rate_limited',
      'unavailable',
    ),
  },
});

const follow = createRoute({
  ...shared,
  method: 'get',
  path: '/api/security-reports/{receipt}',
  operationId: 'followSecurityReport',
  summary: 'Status of a report, and answers to it',
  request: {
    params: z.object({ receipt: z.string().max(64) }),
    headers: z.object({
      'x-receipt-secret': z
        .string()
        .max(200)
        .describe('The secret that came with the receipt; a header, so that no log has it'),
    }),
  },
  responses: {
    200: {
      description: 'The status',
      content: { 'application/json': { schema: reportStatusSchema } },
    },
    ...errorResponses('invalid_request', 'not_found', 'rate_limited', 'unavailable'),
  },
});

export const securityReportRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { intake, site } = parts;

  api.openapi(channel, (context) =>
    context.json(
      { recipient: site.security?.recipient ?? null, contact: site.contact.security },
      200,
      noStore,
    ),
  );

  api.openapi(send, async (context) => {
    const { altcha, website, ciphertext } = context.req.valid('json');
    const envelope = await envelopeOf(parts, context, { altcha, website });
    return context.json(await sendReport(intake, envelope, ciphertext), 201, noStore);
  });

  api.openapi(follow, async (context) => {
    const { receipt } = context.req.valid('param');
    const secret = context.req.valid('header')['x-receipt-secret'];
    const status = await followReport(intake, await visitorOf(parts, context), { receipt, secret });
    return context.json(status, 200, noStore);
  });
};
