/** `POST /api/keys/test`: the key doctor. Checks are sent one by one as they finish, or all at the end. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type Check, checkTitles, doctorClient } from '../domain/doctor/check.ts';
import { NoAnswer, type Probe, type ProbeAnswer } from '../domain/doctor/probe.ts';
import { runDoctor } from '../domain/doctor/run.ts';
import { type Protocol, protocols } from '../domain/protocol.ts';
import { sandboxModels as testModels } from '../domain/sandbox-models.ts';
import { findCaller } from '../storage/keys.ts';
import { accountsOfUser } from '../storage/user-accounts.ts';
import { errorResponses, jsonBody } from './endpoint.ts';
import type { GatewayAnswer, GatewayCall } from './gateway-client.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';

/** Per network and ten minutes; each test asks the gateway up to four times. */
const rule = { windowMs: 10 * 60 * 1000, max: 60 };

const input = z.object({
  key: z.string().max(4096).describe('The key as the tool has it, mistakes included'),
  model: z.string().max(200).nullable().default(null).describe('Model id as the tool has it'),
  baseUrl: z.string().max(2048).nullable().default(null).describe('Base URL as the tool has it'),
  family: z
    .enum(['openai', 'anthropic'])
    .default('openai')
    .describe('Protocol that the tool speaks'),
  symptom: z.string().max(16_384).default('').describe('What the tool says'),
});

const check = z
  .object({
    id: z.enum(Object.keys(checkTitles) as [Check['id']]),
    state: z.enum(['pass', 'fail', 'skipped']),
    meaning: z.string().describe('What was found; never holds the key'),
    fix: z.string().nullable().describe('What to do'),
    docs: z.string().nullable().describe('Page that explains it'),
    firstTokenMs: z.int().optional().describe('Milliseconds to the first token'),
  })
  .openapi('KeyCheck') satisfies z.ZodType<Check>;

const route = createRoute({
  method: 'post',
  path: '/api/keys/test',
  operationId: 'testKey',
  tags: ['Keys'],
  summary: 'Find out why a key does not work',
  description:
    'Twelve checks in the order in which a request can fail. A key that cannot be right is not sent anywhere. ' +
    'With "accept: text/event-stream" each check is an event as it finishes. Two of them ask a model for one ' +
    'token, which is charged to the key.',
  request: { body: jsonBody(input) },
  responses: {
    200: {
      description: 'The checks, in order',
      content: {
        'application/json': { schema: z.object({ checks: z.array(check) }) },
        'text/event-stream': { schema: z.string() },
      },
    },
    ...errorResponses('invalid_request', 'forbidden', 'rate_limited'),
  },
});

export const keyTestRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { site, limits } = parts;
  api.openapi(route, async (context) => {
    await limits.admit(context.env.incoming, 'key-test', rule);
    const { key, ...rest } = context.req.valid('json');
    const hosts = { ...site.hosts, api: apiOrigin(parts) };
    const checks = runDoctor({ key, ...rest }, hosts, createProbe(parts, context, key));
    if (!context.req.header('accept')?.includes('text/event-stream'))
      return context.json({ checks: await Array.fromAsync(checks) }, 200, noStore);
    context.header('cache-control', 'no-store');
    return streamSSE(context, async (stream) => {
      for await (const each of checks)
        await stream.writeSSE({ event: 'check', data: JSON.stringify(each) });
      await stream.writeSSE({ event: 'done', data: '{}' });
    });
  });
};

const noStore = { 'cache-control': 'no-store' };

/** What a tool should have as base URL: the embedded gateway is reached where this site is. */
const apiOrigin = ({ gateway, publicUrl }: PlaygroundParts): string =>
  gateway.kind === 'embedded' ? publicUrl() : gateway.origin();

const createProbe = (parts: PlaygroundParts, context: Context<Env>, key: string): Probe => {
  const { gateway, clock } = parts;
  const ask = async (path: string, call: GatewayCall = {}): Promise<ProbeAnswer> =>
    gateway
      .call(path, { ...call, key, signal: context.req.raw.signal })
      .then(probeAnswer, (error: unknown) => {
        throw error instanceof Problem ? new NoAnswer() : error;
      });
  return {
    key: () => ask('/v1/key'),
    models: () => ask('/v1/models'),
    roundTrip: async (protocol, model) => {
      const started = clock.now();
      const answer = await ask(protocols[protocol].path, shortRequest(protocol, model));
      // A word in a whole answer: its first token comes with its last one.
      return { ...answer, firstTokenMs: answer.status === 200 ? clock.now() - started : null };
    },
    served: () => servedIds(parts),
    standing: () => standingOf(parts, context, key),
  };
};

/** Enough for a reasoning model to come to its word. */
const limit = 256;

const shortRequest = (protocol: Protocol, model: string): GatewayCall => ({
  method: 'POST',
  headers: {
    'user-agent': doctorClient,
    ...(protocols[protocol].family === 'anthropic' && { 'anthropic-version': '2023-06-01' }),
  },
  body: {
    model,
    // OpenAI's reasoning models refuse `max_tokens`.
    [protocol === 'openai-chat' ? 'max_completion_tokens' : 'max_tokens']: limit,
    messages: [{ role: 'user', content: 'Say one word.' }],
  },
});

const probeAnswer = ({ status, headers, body }: GatewayAnswer): ProbeAnswer => {
  const retryAfter = headers['retry-after'];
  return { status, body, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
};

/** A gateway elsewhere tells only what is in a key's scope. */
const servedIds = ({ gateway, site }: PlaygroundParts): string[] =>
  gateway.kind === 'remote'
    ? []
    : [
        ...site.models.map(({ id }) => id),
        ...(site.upstreams.some(({ kind }) => kind === 'sandbox')
          ? testModels.map(({ id }) => id)
          : []),
      ];

/** Told to the owner of the key alone: the visitor whose session has its account. */
const standingOf = async (
  { store, sessions, gateway }: PlaygroundParts,
  context: Context<Env>,
  key: string,
): Promise<'disabled' | 'reset' | null> => {
  const user =
    gateway.kind === 'embedded' ? await sessions.userOf(context.req.raw.headers) : undefined;
  if (!user) return null;
  const caller = await findCaller(store, key);
  const accounts = await accountsOfUser(store, user.id);
  if (!caller || !accounts.some(({ id }) => id === caller.key.accountId)) return null;
  if (caller.secretRetired) return 'reset';
  return caller.key.status === 'disabled' ? 'disabled' : null;
};
