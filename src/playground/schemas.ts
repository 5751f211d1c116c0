/** Shapes of what `/api` answers, for validation and the OpenAPI document; the types are the domain's. */
import { z } from '@hono/zod-openapi';
import type { ErrorCode } from '../domain/api-error.ts';
import { type Outcome, type OutcomeRule, outcomeNames } from '../domain/outcome.ts';
import type {
  ApiError,
  Capabilities,
  Explanation,
  LiveModels,
  SandboxAccount,
  Status,
} from '../domain/playground-api.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import type { Rates } from '../domain/rates.ts';
import type { RequestLogRow } from '../domain/request-log.ts';
import { type Usage, usageKinds } from '../domain/usage.ts';

export const nanodollars = (about: string) =>
  z.int().describe(`${about}, in nanodollars (1 USD = 1e9)`);
export const time = (about: string) => z.iso.datetime().describe(about);

const perKind = <T extends z.ZodType>(value: T) =>
  z.object(Object.fromEntries(usageKinds.map((kind) => [kind, value])) as Record<UsageKey, T>);
type UsageKey = (typeof usageKinds)[number];

const protocol = z.enum(Object.keys(protocols) as [Protocol]).openapi('Protocol');
export const outcome = z.enum(outcomeNames as [Outcome]).openapi('Outcome');
export const usage = perKind(z.int().nonnegative()).openapi('Usage') satisfies z.ZodType<Usage>;
const rates = perKind(z.int().nonnegative())
  .describe('Picodollars per token (1 USD = 1e12)')
  .openapi('Rates') satisfies z.ZodType<Rates>;

const errorCodes: [ErrorCode, ...ErrorCode[]] = [
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
  'too_large',
  'rate_limited',
  'unsupported',
  'redaction_failed',
  'unavailable',
  'internal',
];

export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(errorCodes),
      message: z.string().describe('What is wrong'),
      fix: z.string().describe('What to do about it'),
      field: z.string().optional().describe('The field that is wrong'),
      docs: z.string().optional().describe('Docs page that explains it'),
    }),
  })
  .openapi('Error') satisfies z.ZodType<ApiError>;

export const capabilitiesSchema = z
  .object({
    gateway: z.object({
      kind: z.enum(['embedded', 'remote']),
      origin: z.string().describe('Where programs reach the gateway'),
      version: z.string(),
      reachable: z
        .boolean()
        .describe(
          'False while it does not answer; its features are then not known, and stand as false',
        ),
    }),
    protocols: z.array(protocol),
    features: z.object({
      sandbox: z.boolean(),
      requestLog: z.boolean(),
      explanation: z.boolean(),
      console: z.boolean(),
      keyTest: z.boolean(),
      reconcile: z.boolean(),
      accounts: z.boolean(),
      githubSignIn: z.boolean(),
      passwordMail: z.boolean(),
      feedback: z.boolean(),
      tickets: z.boolean(),
      securityReports: z.boolean(),
      integrationRequests: z.boolean(),
    }),
    console: z.string(),
    site: z.object({ name: z.string(), support: z.string() }),
  })
  .openapi('Capabilities') satisfies z.ZodType<Capabilities>;

export const sandboxAccountSchema = z
  .object({
    account: z.object({ id: z.string(), balance: nanodollars('Balance') }),
    key: z.object({
      id: z.string(),
      label: z.string(),
      secret: z.string().describe('Shown this once; the store keeps a hash'),
    }),
  })
  .openapi('SandboxAccount') satisfies z.ZodType<SandboxAccount>;

const modality = z.enum(['text', 'image', 'audio', 'pdf', 'video']);

export const liveModelsSchema = z
  .object({
    object: z.literal('list'),
    group: z.object({ id: z.string(), description: z.string() }).nullable(),
    asOf: time('When this was read from the gateway'),
    data: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          description: z.string(),
          kind: z.enum(['chat', 'embedding']),
          protocols: z.array(protocol),
          contextWindow: z.int().nullable(),
          maxOutput: z.int().nullable(),
          modality: z.object({ input: z.array(modality), output: z.array(modality) }),
          caching: z.boolean(),
          rates: rates.nullable().describe('List rates, before the multiplier'),
          multiplier: z.string().nullable().describe("The group's multiplier for the caller"),
          price: rates.nullable().describe('Rates × multiplier'),
          coming: z
            .object({
              effectiveAt: time('When the change takes effect'),
              rates,
              multiplier: z.string(),
              price: rates,
            })
            .nullable()
            .describe('An announced change'),
          testModel: z.boolean(),
        })
        .openapi('LiveModel'),
    ),
  })
  .openapi('LiveModels') satisfies z.ZodType<LiveModels>;

export const ruleSchema = z
  .object({
    outcome,
    basis: z.enum(['reported', 'emitted', 'nothing']),
    when: z.string(),
    charge: z.string(),
    docs: z.string(),
  })
  .openapi('OutcomeRule') satisfies z.ZodType<OutcomeRule>;

export const requestLogRow = z
  .object({
    id: z.string(),
    object: z.literal('request'),
    state: z.enum(['running', 'settled']),
    keyId: z.string(),
    keyLabel: z.string(),
    group: z.string(),
    model: z.string(),
    protocol,
    endpoint: z.string(),
    stream: z.boolean(),
    client: z.string().nullable(),
    upstream: z.string().nullable(),
    status: z.int().nullable(),
    errorCode: z.string().nullable(),
    outcome: outcome.nullable(),
    startedAt: time('When the request arrived'),
    firstTokenAt: time('When the first token went to the client').nullable(),
    endedAt: time('When it was settled').nullable(),
    usage,
    usageSource: z.enum(['reported', 'counted']).nullable(),
    price: z.object({ rates, multiplier: z.string() }),
    reserved: nanodollars('Held while the request runs'),
    charge: z.object({
      nanodollars: nanodollars('Charge'),
      multiplier: z.string(),
      lines: z.array(
        z.object({
          kind: z.enum(usageKinds),
          tokens: z.int(),
          rate: z.int().describe('Picodollars per token, before the multiplier'),
          picodollars: z.string().describe('Tokens × rate × multiplier, exact'),
        }),
      ),
      cappedAt: z.int().optional(),
    }),
  })
  .openapi('RequestLogRow') satisfies z.ZodType<RequestLogRow>;

export const explanationSchema = z
  .object({
    request: requestLogRow,
    rule: ruleSchema.nullable(),
    charged: z.boolean(),
    summary: z.string(),
    advice: z.string().nullable(),
  })
  .openapi('Explanation') satisfies z.ZodType<Explanation>;

export const statusSchema = z
  .object({
    asOf: time('When this was answered'),
    since: time('When this server started to look'),
    nodes: z.array(
      z
        .object({
          id: z.string(),
          name: z.string(),
          region: z.string(),
          url: z.string(),
          state: z
            .enum(['up', 'unreachable', 'unknown'])
            .describe('As seen from this server; `unknown` before the first probe'),
          stateSince: time('Since when the node has been in this state').nullable(),
          probes: z
            .array(
              z.object({
                at: time('When the probe was sent'),
                up: z.boolean(),
                ms: z.int().nullable().describe('Milliseconds to the answer'),
                status: z.int().nullable().describe('HTTP status of the answer'),
              }),
            )
            .describe('The last hour, newest first'),
          uptime: z
            .object({ probes: z.int(), up: z.int() })
            .nullable()
            .describe('Counts of probes since `since`, a day at most'),
        })
        .openapi('NodeStatus'),
    ),
    page: z.string().nullable().describe("The operator's own status page"),
  })
  .openapi('Status') satisfies z.ZodType<Status>;
