/** `/api/console/keys/{id}/usage`: what a key used, day by day. */
import { createRoute, z } from '@hono/zod-openapi';
import type { UsageDay } from '../domain/playground-api.ts';
import { noUsage } from '../domain/usage.ts';
import { type DayUsage, findKey, keyUsageByDay } from '../storage/keys.ts';
import { described, found } from './console-keys.ts';
import { accountQuery, consoleKeyUsageSchema } from './console-schemas.ts';
import { errorResponses, sessionSecurity } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { accountOf, signedIn } from './session-account.ts';

const dayMs = 24 * 60 * 60 * 1000;

const route = createRoute({
  method: 'get',
  path: '/api/console/keys/{id}/usage',
  operationId: 'getKeyUsage',
  tags: ['Console'],
  summary: 'Requests, tokens and charges of a key, day by day',
  description: 'Oldest day first, days in UTC. A request counts on the day that it started.',
  security: sessionSecurity,
  request: {
    params: z.object({ id: z.string().max(64).describe('Key id') }),
    query: accountQuery.extend({
      days: z
        .string()
        .regex(/^\d{1,3}$/, 'Write a whole number from 1 to 366')
        .transform(Number)
        .refine((value) => value >= 1 && value <= 366, 'Write a whole number from 1 to 366')
        .default(30)
        .describe('How many days, today included'),
    }),
  },
  responses: {
    200: {
      description: 'The key and its days',
      content: { 'application/json': { schema: consoleKeyUsageSchema } },
    },
    ...errorResponses('invalid_request', 'unauthorized', 'not_found', 'unavailable'),
  },
});

export const consoleUsageRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store, clock } = parts;
  api.openapi(route, async (context) => {
    const { account: accountId, days } = context.req.valid('query');
    const account = await accountOf(parts, await signedIn(parts, context), accountId);
    const key = found(await findKey(store, account.id, context.req.valid('param').id));
    const first = Math.floor(clock.now() / dayMs) - days + 1;
    const used = await keyUsageByDay(store, key.id, first * dayMs);
    return context.json(
      { key: await described(store, key), days: everyDay(first, days, used) },
      200,
      { 'cache-control': 'no-store' },
    );
  });
};

/** A day without a request is a zero, so that a chart has no gap. */
const everyDay = (first: number, count: number, used: DayUsage[]): UsageDay[] => {
  const byDay = new Map(used.map((each) => [each.day, each]));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date((first + index) * dayMs).toISOString().slice(0, 10);
    return byDay.get(day) ?? { day, requests: 0, tokens: noUsage, charged: 0 };
  });
};
