/** `POST /api/billing/explain`: whether a failed request was charged, without its log row. */
import { createRoute, z } from '@hono/zod-openapi';
import { type BillingVerdict, judge } from '../domain/billing/billing-case.ts';
import { errorResponses, jsonBody } from './endpoint.ts';
import type { Api } from './parts.ts';
import { ruleSchema } from './schemas.ts';

const input = z.object({
  error: z
    .string()
    .max(32_768)
    .default('')
    .describe('The error as it was shown: body, SDK message, event or page'),
  status: z.int().min(100).max(599).nullable().default(null).describe('HTTP status that arrived'),
  family: z.enum(['openai', 'anthropic']).nullable().default(null),
  streamed: z.boolean().nullable().default(null),
  shown: z.boolean().nullable().default(null).describe('Whether part of the answer had been shown'),
  brokeOff: z
    .enum(['client', 'upstream', 'nobody'])
    .nullable()
    .default(null)
    .describe('Who broke off'),
});

const verdict = z
  .object({
    charged: z.enum(['yes', 'no', 'depends', 'unknown']),
    rules: z.array(ruleSchema).describe('Outcomes that are still possible, the likeliest first'),
    lines: z.array(z.string()).describe('What is charged'),
    reason: z.string(),
    advice: z.string().nullable(),
    ask: z
      .array(z.enum(['streamed', 'shown', 'brokeOff', 'status']))
      .describe('What would decide an open case'),
    pasted: z.object({
      author: z
        .enum([
          'this_gateway',
          'openai',
          'anthropic',
          'google',
          'azure',
          'openrouter',
          'litellm',
          'one_api',
          'ollama',
          'openai_compatible',
          'proxy',
          'client',
        ])
        .nullable(),
      status: z.int().nullable(),
      type: z.string().nullable(),
      code: z.string().nullable(),
      requestId: z.string().nullable(),
      inStream: z.boolean(),
      clientGaveUp: z.boolean(),
    }),
  })
  .openapi('BillingVerdict') satisfies z.ZodType<BillingVerdict>;

const route = createRoute({
  method: 'post',
  path: '/api/billing/explain',
  operationId: 'explainBilling',
  tags: ['Requests'],
  summary: 'Whether a failed request was charged, from what is at hand',
  description:
    'For a request whose id is not known. The verdict comes from the table of outcomes that the gateway settles by; ' +
    'what can not be told from the facts is said to be open. Nothing that is sent is stored.',
  request: { body: jsonBody(input) },
  responses: {
    200: { description: 'The verdict', content: { 'application/json': { schema: verdict } } },
    ...errorResponses('invalid_request', 'forbidden'),
  },
});

export const billingCaseRoutes = (api: Api): void => {
  api.openapi(route, (context) =>
    context.json(judge(context.req.valid('json')), 200, { 'cache-control': 'no-store' }),
  );
};
