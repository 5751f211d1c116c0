/** `POST /api/spend/reconcile`: a client's usage export against the request log of a key (B3). */
import { createRoute, z } from '@hono/zod-openapi';
import { causes } from '../domain/reconcile/causes.ts';
import { latestTime } from '../domain/reconcile/columns.ts';
import { logRowsOf } from '../domain/reconcile/log-rows.ts';
import { logMargin, type Reconciliation, reconcile } from '../domain/reconcile/reconcile.ts';
import type { LogRow } from '../domain/reconcile/rows.ts';
import type { RequestLogPage } from '../domain/request-log.ts';
import { callerKey } from './caller.ts';
import { errorResponses, jsonBody, keySecurity } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';

/** More rows are for the page, which compares in the browser. */
const mostRows = 20_000;
const mostLogRows = 50_000;
export const spendBodyBytes = 4 * 1024 * 1024;

const count = z.int().nonnegative().nullable().default(null);

const clientRow = z.object({
  line: z.int().nonnegative().describe('Line of the export, to find the row again'),
  at: z.int().nonnegative().max(latestTime).describe('Milliseconds since 1970'),
  model: z.string().max(200).nullable().default(null),
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite: count,
  cost: z.int().nullable().default(null).describe('Nanodollars'),
  requestId: z.string().max(100).nullable().default(null),
});

const amounts = z.array(
  z.object({
    cause: z.enum(Object.keys(causes) as [keyof typeof causes]),
    nanodollars: z.int(),
    requests: z.int(),
    examples: z.array(z.string()),
  }),
);

const sideSchema = z.object({ rows: z.int(), nanodollars: z.int() });

const reconciliation = z
  .object({
    period: z.object({ from: z.int(), to: z.int() }),
    offsetHours: z.number().describe("Added to the export's times to get UTC"),
    client: sideSchema,
    log: sideSchema,
    matched: z.int().describe('Calls that both sides know'),
    difference: z.int().describe('Charged − counted'),
    causes: amounts,
    unexplained: z.int(),
    cacheMisses: amounts.describe('What cache misses cost that both sides counted alike'),
  })
  .openapi('Reconciliation') satisfies z.ZodType<Reconciliation>;

const route = createRoute({
  method: 'post',
  path: '/api/spend/reconcile',
  operationId: 'reconcileSpend',
  tags: ['Requests'],
  summary: 'Why spending differs from what a client shows',
  description:
    `Compares up to ${mostRows} rows of an export with the log of the calling key over the same time, and splits the ` +
    'difference by cause. The amounts add up: difference = causes + unexplained. Nothing that is sent is stored.',
  security: keySecurity,
  request: {
    body: jsonBody(
      z.object({
        rows: z.array(clientRow).min(1).max(mostRows),
        zones: z
          .enum(['known', 'unknown'])
          .describe('Whether the times of the export name a time zone'),
      }),
    ),
  },
  responses: {
    200: {
      description: 'The difference, by cause',
      content: { 'application/json': { schema: reconciliation } },
    },
    ...errorResponses('invalid_request', 'unauthorized', 'forbidden', 'too_large', 'unavailable'),
  },
});

export const spendRoutes = (api: Api, { gateway }: PlaygroundParts): void => {
  api.openapi(route, async (context) => {
    const key = callerKey(context);
    if (!key)
      throw new Problem(
        'unauthorized',
        'This needs a key.',
        'Send it as "Authorization: Bearer sk-...".',
      );
    const { rows, zones } = context.req.valid('json');
    const times = rows.map(({ at }) => at);
    const span = { from: least(times) - logMargin, to: most(times) + logMargin };
    return context.json(reconcile(rows, await readLog(key, span), zones), 200, {
      'cache-control': 'no-store',
    });
  });

  /** The settled rows of the key in a time, in pages. */
  const readLog = async (key: string, span: { from: number; to: number }): Promise<LogRow[]> => {
    const log: LogRow[] = [];
    const times = {
      since: new Date(Math.max(0, span.from)).toISOString(),
      until: new Date(span.to).toISOString(),
    };
    let cursor: string | null = '';
    while (cursor !== null) {
      const query = new URLSearchParams({ ...times, limit: '100', ...(cursor && { cursor }) });
      const page = (await gateway.ask(`/v1/requests?${query}`, { key })) as RequestLogPage;
      log.push(...logRowsOf(page.data));
      if (log.length > mostLogRows)
        throw new Problem(
          'too_large',
          `The log has more than ${mostLogRows} requests in this time.`,
          'Compare a shorter time.',
        );
      cursor = page.next_cursor;
    }
    return log;
  };
};

const least = (times: number[]): number => times.reduce((a, b) => Math.min(a, b));
const most = (times: number[]): number => times.reduce((a, b) => Math.max(a, b));
