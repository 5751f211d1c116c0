/** Shapes of what `/api/console` answers and takes. */
import { z } from '@hono/zod-openapi';
import type {
  AccountSummary,
  ConsoleAccount,
  ConsoleGroup,
  ConsoleKey,
  ConsoleKeySecret,
  ConsoleKeyUsage,
  ConsoleSession,
} from '../domain/playground-api.ts';
import type { RequestLogPage } from '../domain/request-log.ts';
import { longestLabel, visibleLine } from '../domain/visible-line.ts';
import { nanodollars, outcome, requestLogRow, time, usage } from './schemas.ts';

const list = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.literal('list'), data: z.array(item) });

const accountSummary = z
  .object({
    id: z.string(),
    kind: z.enum(['sandbox', 'standard']).describe('`sandbox` holds play money'),
    balance: nanodollars('Balance'),
    reserved: nanodollars('Held by running requests'),
    createdAt: time('When it was made'),
  })
  .openapi('AccountSummary') satisfies z.ZodType<AccountSummary>;

const user = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  anonymous: z.boolean(),
  operator: z.boolean().describe('Sees the inbox'),
});

export const consoleAccountSchema = z
  .object({
    user,
    account: accountSummary.describe('The account that console requests act on by default'),
    accounts: z.array(accountSummary).describe('All accounts of the user'),
  })
  .openapi('ConsoleAccount') satisfies z.ZodType<ConsoleAccount>;

export const consoleSessionSchema = z
  .object({
    user: user.nullable().describe('Null without a session'),
    account: accountSummary.nullable().describe('Null when the user has no account yet'),
    accounts: z.array(accountSummary),
  })
  .openapi('ConsoleSession') satisfies z.ZodType<ConsoleSession>;

const keyUsage = { requests: z.int(), tokens: usage, charged: nanodollars('Charged') };

export const consoleKeySchema = z
  .object({
    id: z.string(),
    label: z.string(),
    masked: z.string().describe('Prefix and last four characters of the secret'),
    status: z.enum(['active', 'disabled']),
    group: z.string(),
    createdAt: time('When it was made'),
    resetAt: time('When its secret was last replaced').nullable(),
    usage: z.object(keyUsage),
  })
  .openapi('ConsoleKey') satisfies z.ZodType<ConsoleKey>;

export const consoleKeysSchema = list(consoleKeySchema);

export const consoleKeySecretSchema = z
  .object({ key: consoleKeySchema, secret: z.string().describe('Shown this once') })
  .openapi('ConsoleKeySecret') satisfies z.ZodType<ConsoleKeySecret>;

export const consoleKeyUsageSchema = z
  .object({
    key: consoleKeySchema,
    days: z.array(z.object({ day: z.iso.date().describe('In UTC'), ...keyUsage })),
  })
  .openapi('ConsoleKeyUsage') satisfies z.ZodType<ConsoleKeyUsage>;

export const consoleGroupsSchema = list(
  z
    .object({
      id: z.string(),
      description: z.string(),
      scope: z.array(z.string()).describe('Model ids, or starts of ids that end with *'),
      multiplier: z.string(),
      comingMultiplier: z
        .object({ multiplier: z.string(), effectiveAt: time('When it takes effect') })
        .nullable(),
      limits: z
        .object({ key: z.int().nullable(), account: z.int().nullable() })
        .describe('Requests per minute'),
    })
    .openapi('ConsoleGroup') satisfies z.ZodType<ConsoleGroup>,
);

export const requestLogPageSchema = z
  .object({
    object: z.literal('list'),
    data: z.array(requestLogRow),
    has_more: z.boolean(),
    next_cursor: z.string().nullable().describe('Pass as `cursor` for the next page'),
  })
  .openapi('RequestLogPage') satisfies z.ZodType<RequestLogPage>;

const label = z
  .string()
  .trim()
  .min(1, 'Write what the key is for, such as staging-web')
  .max(longestLabel, `Take at most ${longestLabel} characters`)
  .regex(visibleLine, 'Leave out control characters');

export const newKeySchema = z
  .strictObject({
    label,
    group: z.string().max(64).optional().describe('Group id; absent, the first that is open'),
  })
  .openapi('NewKey');

export const renameKeySchema = z.strictObject({ label }).openapi('RenameKey');

export const accountQuery = z.object({
  account: z
    .string()
    .max(64)
    .optional()
    .describe("One of the user's accounts; absent, the first of `GET /api/console/account`"),
});

const moment = z.iso
  .datetime({ offset: true, error: 'Write a moment such as 2026-11-24T08:00:00Z' })
  .transform(Date.parse);

export const requestFilterQuery = accountQuery.extend({
  key: z.string().max(64).optional().describe('Key id'),
  model: z.string().max(200).optional().describe('Model id'),
  outcome: outcome.optional(),
  status: z
    .string()
    .regex(/^[1-5](xx|\d\d)$/, 'Write a status such as 429, or a class such as 4xx')
    .transform((text) => Number(text.replace('xx', '')))
    .optional()
    .describe('An HTTP status, or a class of them: 4xx'),
  since: moment.optional().describe('From this moment on'),
  until: moment.optional().describe('Before this moment'),
});

export const requestPageQuery = requestFilterQuery.extend({
  cursor: z.string().max(200).optional().describe('`next_cursor` of the page before'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'Write a whole number from 1 to 100')
    .transform(Number)
    .refine((value) => value >= 1 && value <= 100, 'Write a whole number from 1 to 100')
    .default(50),
});

export type RequestFilterQuery = z.output<typeof requestFilterQuery>;
