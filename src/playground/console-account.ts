/** `/api/console/session`, `/api/console/account` and `/api/console/groups`: whose session it is, and what its keys may do. */
import { createRoute } from '@hono/zod-openapi';
import type { AccountSummary, ConsoleAccount, ConsoleGroup } from '../domain/playground-api.ts';
import { coming, inForce } from '../domain/rates.ts';
import type { AccountRecord } from '../storage/accounts.ts';
import { type GroupRecord, listGroups } from '../storage/groups.ts';
import { type Catalogue, loadCatalogue } from '../storage/rates.ts';
import { accountsOfUser } from '../storage/user-accounts.ts';
import {
  accountQuery,
  consoleAccountSchema,
  consoleGroupsSchema,
  consoleSessionSchema,
} from './console-schemas.ts';
import { errorResponses, sessionSecurity } from './endpoint.ts';
import { isOperator } from './operator.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { accountOf, signedIn } from './session-account.ts';
import type { SessionUser } from './sessions.ts';

const getAccount = createRoute({
  method: 'get',
  path: '/api/console/account',
  operationId: 'getAccount',
  tags: ['Console'],
  summary: "The session's user, account and balance",
  security: sessionSecurity,
  request: { query: accountQuery },
  responses: {
    200: {
      description: 'User and accounts',
      content: { 'application/json': { schema: consoleAccountSchema } },
    },
    ...errorResponses('unauthorized', 'not_found', 'unavailable'),
  },
});

const getSession = createRoute({
  method: 'get',
  path: '/api/console/session',
  operationId: 'getSession',
  tags: ['Console'],
  summary: 'Who is at the other end, if anybody',
  description:
    'What `GET /api/console/account` tells, for a page that does not know yet whether there is a session.',
  request: { query: accountQuery },
  responses: {
    200: {
      description: 'User and accounts, or null for what is not there',
      content: { 'application/json': { schema: consoleSessionSchema } },
    },
    ...errorResponses('unavailable'),
  },
});

const getGroups = createRoute({
  method: 'get',
  path: '/api/console/groups',
  operationId: 'listGroups',
  tags: ['Console'],
  summary: 'Groups that keys of the account can be in',
  description:
    'A key is only a credential: which models it may call, at which multiplier and how often is decided by its group.',
  security: sessionSecurity,
  request: { query: accountQuery },
  responses: {
    200: {
      description: 'The groups',
      content: { 'application/json': { schema: consoleGroupsSchema } },
    },
    ...errorResponses('unauthorized', 'not_found', 'unavailable'),
  },
});

export const consoleAccountRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store, clock } = parts;

  api.openapi(getAccount, async (context) => {
    const user = await signedIn(parts, context);
    const account = await accountOf(parts, user, context.req.valid('query').account);
    const accounts = await accountsOfUser(store, user.id);
    return context.json(
      {
        user: shownUser(parts, user),
        account: summary(account),
        accounts: accounts.map(summary),
      },
      200,
      { 'cache-control': 'no-store' },
    );
  });

  api.openapi(getSession, async (context) => {
    const user = (await parts.sessions.userOf(context.req.raw.headers)) ?? null;
    const accounts = user ? (await accountsOfUser(store, user.id)).map(summary) : [];
    const wanted = context.req.valid('query').account;
    const account = accounts.find(({ id }) => id === wanted) ?? accounts[0] ?? null;
    return context.json({ user: user && shownUser(parts, user), account, accounts }, 200, {
      'cache-control': 'no-store',
    });
  });

  api.openapi(getGroups, async (context) => {
    const user = await signedIn(parts, context);
    const account = await accountOf(parts, user, context.req.valid('query').account);
    const [groups, catalogue] = await Promise.all([
      openGroups(parts, account),
      loadCatalogue(store),
    ]);
    return context.json(
      {
        object: 'list' as const,
        data: groups.map((group) => described(group, catalogue, clock.now())),
      },
      200,
      { 'cache-control': 'no-store' },
    );
  });
};

/**
 * Groups that a new key may be in: those of site.config.ts, as the store keeps removed ones for the keys in
 * them. Play money buys test models only, so a sandbox account is bound to the sandbox's group.
 */
export const openGroups = async (
  { store, site }: PlaygroundParts,
  account: AccountRecord,
): Promise<GroupRecord[]> => {
  const open = account.kind === 'sandbox' ? [site.sandbox.group] : site.groups.map(({ id }) => id);
  return (await listGroups(store)).filter(({ id }) => open.includes(id));
};

const shownUser = (parts: PlaygroundParts, user: SessionUser): ConsoleAccount['user'] => ({
  id: user.id,
  name: user.name,
  email: user.email,
  anonymous: user.anonymous,
  operator: isOperator(parts, user),
});

const summary = ({ id, kind, balance, reserved, createdAt }: AccountRecord): AccountSummary => ({
  id,
  kind,
  balance,
  reserved,
  createdAt: new Date(createdAt).toISOString(),
});

const described = (group: GroupRecord, catalogue: Catalogue, now: number): ConsoleGroup => {
  const multipliers = catalogue.multipliers.get(group.id) ?? [];
  const next = coming(multipliers, now);
  return {
    ...group,
    multiplier: inForce(multipliers, now) ?? '1',
    comingMultiplier: next
      ? { multiplier: next.value, effectiveAt: new Date(next.effectiveAt).toISOString() }
      : null,
  };
};
