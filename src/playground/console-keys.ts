/** `/api/console/keys`: make, rename, disable, enable and reset keys. No route deletes one (K2). */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { maskKey } from '../domain/key.ts';
import type { ConsoleKey } from '../domain/playground-api.ts';
import type { AccountRecord } from '../storage/accounts.ts';
import {
  createKey,
  type KeyRecord,
  type KeyUsage,
  keyUsage,
  keyUsages,
  listKeys,
  renameKey,
  resetKey,
  setKeyStatus,
  unused,
} from '../storage/keys.ts';
import type { Store } from '../storage/store.ts';
import { openGroups } from './console-account.ts';
import {
  accountQuery,
  consoleKeySchema,
  consoleKeySecretSchema,
  consoleKeysSchema,
  newKeySchema,
  renameKeySchema,
} from './console-schemas.ts';
import { errorResponses, jsonBody, sessionSecurity } from './endpoint.ts';
import type { Api, Env, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { accountOf, signedIn } from './session-account.ts';

/** An account may have any number of keys (K3); a script that fills the store is stopped. */
const newKeyRule = { windowMs: 60 * 60 * 1000, max: 600 };

const keyPath = z.object({ id: z.string().max(64).describe('Key id') });
const noStore = { 'cache-control': 'no-store' };

const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  content: { 'application/json': { schema } },
});

const shared = { tags: ['Console'], security: sessionSecurity };
const readErrors = errorResponses('unauthorized', 'not_found', 'unavailable');
const writeErrors = errorResponses(
  'invalid_request',
  'unauthorized',
  'forbidden',
  'not_found',
  'unavailable',
);

const list = createRoute({
  ...shared,
  method: 'get',
  path: '/api/console/keys',
  operationId: 'listKeys',
  summary: 'Keys of the account with their usage, oldest first',
  request: { query: accountQuery },
  responses: { 200: json('The keys, without their secrets', consoleKeysSchema), ...readErrors },
});

const create = createRoute({
  ...shared,
  method: 'post',
  path: '/api/console/keys',
  operationId: 'createKey',
  summary: 'A new key',
  description: 'Any number of keys; one for each app, stage or team member is a good rule.',
  request: { query: accountQuery, body: jsonBody(newKeySchema) },
  responses: {
    201: json('The key and its secret', consoleKeySecretSchema),
    ...writeErrors,
    ...errorResponses('rate_limited'),
  },
});

const rename = createRoute({
  ...shared,
  method: 'patch',
  path: '/api/console/keys/{id}',
  operationId: 'renameKey',
  summary: 'Give a key another label',
  request: { params: keyPath, query: accountQuery, body: jsonBody(renameKeySchema) },
  responses: { 200: json('The key', consoleKeySchema), ...writeErrors },
});

const change = (action: 'disable' | 'enable', summary: string) =>
  createRoute({
    ...shared,
    method: 'post',
    path: `/api/console/keys/{id}/${action}`,
    operationId: `${action}Key`,
    summary,
    request: { params: keyPath, query: accountQuery },
    responses: { 200: json('The key', consoleKeySchema), ...writeErrors },
  });
const disable = change('disable', 'Refuse every further request of a key');
const enable = change('enable', 'Accept a disabled key again');

const reset = createRoute({
  ...shared,
  method: 'post',
  path: '/api/console/keys/{id}/reset',
  operationId: 'resetKey',
  summary: 'Replace the secret of a key',
  description:
    'The old secret is refused from the next request on. Id, label, group and statistics stay.',
  request: { params: keyPath, query: accountQuery },
  responses: { 200: json('The key and its new secret', consoleKeySecretSchema), ...writeErrors },
});

export const consoleKeyRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store } = parts;
  const accountFor = async (context: Context<Env>, id: string | undefined) =>
    accountOf(parts, await signedIn(parts, context), id);

  api.openapi(list, async (context) => {
    const account = await accountFor(context, context.req.valid('query').account);
    const keys = await listKeys(store, account.id);
    const used = await keyUsages(store, account.id);
    const data = keys.map((key) => shown(key, used.get(key.id) ?? unused));
    return context.json({ object: 'list' as const, data }, 200, noStore);
  });

  api.openapi(create, async (context) => {
    const account = await accountFor(context, context.req.valid('query').account);
    await parts.limits.admit(context.env.incoming, 'console-key', newKeyRule);
    const { label, group } = context.req.valid('json');
    const groupId = await groupFor(parts, account, group);
    const { key, secret } = await createKey(store, { accountId: account.id, groupId, label });
    return context.json({ key: await described(store, key), secret }, 201, noStore);
  });

  api.openapi(rename, async (context) => {
    const account = await accountFor(context, context.req.valid('query').account);
    const { label } = context.req.valid('json');
    const key = await renameKey(store, account.id, context.req.valid('param').id, label);
    return context.json(await described(store, found(key)), 200, noStore);
  });

  for (const [route, status] of [
    [disable, 'disabled'],
    [enable, 'active'],
  ] as const)
    api.openapi(route, async (context) => {
      const account = await accountFor(context, context.req.valid('query').account);
      const key = await setKeyStatus(store, account.id, context.req.valid('param').id, status);
      return context.json(await described(store, found(key)), 200, noStore);
    });

  api.openapi(reset, async (context) => {
    const account = await accountFor(context, context.req.valid('query').account);
    const { key, secret } = found(await resetKey(store, account.id, context.req.valid('param').id));
    return context.json({ key: await described(store, key), secret }, 200, noStore);
  });

  api.delete('/api/console/keys/:id', () => {
    throw new Problem(
      'method_not_allowed',
      'API keys cannot be deleted: the request log and the statistics refer to them.',
      'Disable the key, or reset it so that its secret opens nothing any more.',
      { docs: '/keys/', headers: { allow: 'PATCH' } },
    );
  });
};

export const described = async (store: Store, key: KeyRecord): Promise<ConsoleKey> =>
  shown(key, await keyUsage(store, key.id));

const shown = (key: KeyRecord, usage: KeyUsage): ConsoleKey => ({
  id: key.id,
  label: key.label,
  masked: maskKey(key.lastFour),
  status: key.status,
  group: key.groupId,
  createdAt: new Date(key.createdAt).toISOString(),
  resetAt: key.resetAt === null ? null : new Date(key.resetAt).toISOString(),
  usage,
});

/** A key of another account answers as one that does not exist. */
export const found = <T>(value: T | undefined): T => {
  if (value !== undefined) return value;
  throw new Problem(
    'not_found',
    'The account has no such key.',
    'Take an id from the list of keys.',
  );
};

const groupFor = async (
  parts: PlaygroundParts,
  account: AccountRecord,
  wanted: string | undefined,
): Promise<string> => {
  const groups = await openGroups(parts, account);
  const group = wanted === undefined ? groups[0] : groups.find(({ id }) => id === wanted);
  if (group) return group.id;
  throw new Problem(
    'invalid_request',
    'Keys of this account cannot be in that group.',
    'Take one of GET /api/console/groups.',
    { field: 'group' },
  );
};
