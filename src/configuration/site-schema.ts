/** What an operator may write in `site.config.ts`; a mistake is named by its place in the file. */
import { z } from 'zod';
import { MoneyError, parseRate } from '../domain/money.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import { parseMultiplier } from '../domain/rates.ts';
import type { SiteConfig } from '../domain/site.ts';
import { isAgeRecipient } from './age-recipient.ts';

const name = z.string().min(1, 'must not be empty');
const id = z
  .string()
  .regex(/^[\w.:-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores');
const modelId = z
  .string()
  .regex(/^[\w.:/@-]{1,128}$/, 'must be a model id, such as gpt-5-mini or sandbox/echo');
const httpUrl = z.string().refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), {
  error: 'must be an http(s) URL, such as https://api.example.com',
  abort: true,
});
const httpOrigin = httpUrl.refine(
  (text) => URL.parse(text)?.origin === text,
  'must be an origin without path and without a slash at its end, such as https://docs.example.com',
);
const moment = z.iso.datetime({
  offset: true,
  error: 'must be a moment such as 2026-01-01T00:00:00Z',
});
const wholePositive = (most: number) =>
  z.int('must be a whole number').min(1, 'must be at least 1').max(most, `must be at most ${most}`);

const readable = (read: (text: string) => unknown, message: string) =>
  z.string(message).refine((text) => {
    try {
      read(text);
      return true;
    } catch (error) {
      if (error instanceof MoneyError) return false;
      throw error;
    }
  }, message);

const rate = readable(
  parseRate,
  'must be dollars per million tokens as text with at most 6 decimal places, such as "2.50"',
);
const multiplier = readable(
  parseMultiplier,
  'must be text with at most 4 decimal places, such as "1.25"',
);
const modality = z.array(z.enum(['text', 'image', 'audio', 'pdf', 'video']));
const environmentName = z
  .string()
  .regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable, never its value');

const upstream = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sandbox'), id }),
  z.strictObject({
    kind: z.literal('http'),
    id,
    protocols: z
      .array(z.enum(Object.keys(protocols) as [Protocol]))
      .min(1, 'must name at least one'),
    baseUrl: httpUrl,
    credentialEnv: environmentName.optional(),
    credentialHeader: z.enum(['authorization', 'x-api-key']).optional(),
    timeouts: z
      .strictObject({
        connectMs: wholePositive(600_000).optional(),
        firstByteMs: wholePositive(3_600_000).optional(),
        idleMs: wholePositive(3_600_000).optional(),
      })
      .optional(),
    connections: wholePositive(100_000).optional(),
    responseLimit: wholePositive(Number.MAX_SAFE_INTEGER).optional(),
  }),
]);

const model = z.strictObject({
  id: modelId,
  upstreams: z.array(z.strictObject({ id, model: z.string().optional() })).min(1, 'must name one'),
  name: name.optional(),
  contextWindow: wholePositive(1e9).optional(),
  maxOutput: wholePositive(1e9).optional(),
  modality: z.strictObject({ input: modality, output: modality }).optional(),
  caching: z.boolean().optional(),
  kind: z.enum(['chat', 'embedding']).optional(),
  description: z.string().optional(),
  rates: z
    .array(
      z.strictObject({
        effectiveAt: moment,
        input: rate,
        output: rate,
        cacheRead: rate.optional(),
        cacheWrite5m: rate.optional(),
        cacheWrite1h: rate.optional(),
      }),
    )
    .optional(),
});

const group = z.strictObject({
  id,
  description: z.string(),
  scope: z.array(
    z.string().regex(/^[^*]*\*?$/, 'must be a model id, or the start of ids with one * at the end'),
  ),
  multipliers: z.array(z.strictObject({ effectiveAt: moment, multiplier })).min(1, 'must hold one'),
  limits: z
    .strictObject({ key: wholePositive(1e9).optional(), account: wholePositive(1e9).optional() })
    .optional(),
});

const address = z.string().includes('@', 'must be an e-mail address');
const anyItem = z.enum(['feedback', 'integration_request', 'ticket', 'security_report']);
const publicItem = z.enum(
  ['feedback', 'integration_request'],
  'must be feedback or integration_request: tickets and security reports never go to GitHub',
);
const sink = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('github'),
    id,
    items: z.array(publicItem),
    repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
    tokenEnv: environmentName,
    labels: z.array(name).optional(),
    apiUrl: httpUrl.optional(),
  }),
  z.strictObject({
    kind: z.literal('email'),
    id,
    items: z.array(anyItem),
    to: address,
    from: address,
    smtpUrlEnv: environmentName,
  }),
  z.strictObject({
    kind: z.literal('webhook'),
    id,
    items: z.array(anyItem),
    url: httpUrl,
    secretEnv: environmentName,
  }),
]);

export const siteSchema = z
  .strictObject({
    brand: z.strictObject({
      name,
      tagline: z.string(),
      accentHue: z
        .number()
        .refine((hue) => hue >= 0 && hue <= 360, 'must be degrees from 0 to 360'),
    }),
    hosts: z.strictObject({
      docs: httpOrigin,
      api: httpOrigin,
      console: httpUrl,
      status: httpUrl.optional(),
    }),
    repository: httpUrl,
    contact: z.strictObject({ support: address, security: address }),
    accountMail: z.strictObject({ from: address, smtpUrlEnv: environmentName }).optional(),
    exampleModels: z.strictObject({ openai: modelId, anthropic: modelId }),
    nodes: z.array(z.strictObject({ id, name, region: z.string(), url: httpUrl })),
    upstreams: z.array(upstream),
    models: z.array(model),
    groups: z.array(group),
    sandbox: z.strictObject({
      credit: z
        .int('must be a whole number of nanodollars')
        .nonnegative('must be a whole number of nanodollars'),
      group: id,
    }),
    operators: z.array(address).optional(),
    security: z
      .strictObject({
        recipient: z
          .string()
          .refine(
            isAgeRecipient,
            'must be an age recipient, age1…, copied letter by letter from what age-keygen printed',
          )
          .optional(),
      })
      .optional(),
    sinks: z.array(sink).optional(),
    intakeMegabytes: wholePositive(1_000_000).optional(),
  })
  .superRefine((site, context) => {
    const fault = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    for (const list of ['nodes', 'upstreams', 'models', 'groups', 'sinks'] as const)
      for (const [index, entry] of (site[list] ?? []).entries())
        if ((site[list] ?? []).findIndex((each) => each.id === entry.id) < index)
          fault([list, index, 'id'], `is there twice ("${entry.id}")`);
    if (!site.groups.some((each) => each.id === site.sandbox.group))
      fault(['sandbox', 'group'], 'must be the id of one of the groups');
    for (const [index, each] of site.models.entries())
      for (const [at, { id: wanted }] of each.upstreams.entries())
        if (!site.upstreams.some((known) => known.id === wanted))
          fault(['models', index, 'upstreams', at, 'id'], 'must be the id of one of the upstreams');
  }) satisfies z.ZodType<SiteConfig>;
