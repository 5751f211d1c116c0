/** `POST /api/sandbox`: an account with play money for whoever asks, so that everything can be tried. */
import { createRoute } from '@hono/zod-openapi';
import type { SandboxAccount } from '../domain/playground-api.ts';
import { type AccountRecord, createAccount, fillUp } from '../storage/accounts.ts';
import { createKey, listKeys } from '../storage/keys.ts';
import { accountsOfUser } from '../storage/user-accounts.ts';
import { errorResponses } from './endpoint.ts';
import type { Api, PlaygroundParts } from './parts.ts';
import { Problem } from './problem.ts';
import { sandboxAccountSchema } from './schemas.ts';
import type { SessionUser } from './sessions.ts';

/** Per network and hour; a class or an office behind one address fits in. */
const rule = { windowMs: 60 * 60 * 1000, max: 60 };

const route = createRoute({
  method: 'post',
  path: '/api/sandbox',
  operationId: 'createSandbox',
  tags: ['Sandbox'],
  summary: 'A sandbox account with credit, and a key of it',
  description:
    'The first call of a visitor makes an account and starts an anonymous session. A further call in the ' +
    'same session makes another key of the same account and fills its balance up to the first credit again; ' +
    'earlier keys stay valid, and the labels are numbered: Sandbox, Sandbox 2. Each network may call this 60 times an hour.',
  responses: {
    201: {
      description: 'The account and the key, whose secret is shown this once',
      headers: {
        'set-cookie': {
          description: 'The session, when it was started just now',
          schema: { type: 'string' },
        },
      },
      content: { 'application/json': { schema: sandboxAccountSchema } },
    },
    ...errorResponses('forbidden', 'not_found', 'rate_limited', 'unavailable'),
  },
});

export const sandboxRoutes = (api: Api, parts: PlaygroundParts): void => {
  const { store, site, sessions, gateway, limits } = parts;

  api.openapi(route, async (context) => {
    if (gateway.kind === 'remote')
      throw new Problem(
        'not_found',
        'The gateway behind this site has no sandbox.',
        'Use a key of your own.',
        { docs: '/keys/' },
      );
    await limits.admit(context.env.incoming, 'sandbox', rule);
    const { headers } = context.req.raw;
    let user = await sessions.userOf(headers);
    if (!user) {
      const started = await sessions.startAnonymous(headers);
      user = started.user;
      for (const cookie of started.cookies) context.header('set-cookie', cookie, { append: true });
    }
    const account = await sandboxAccountOf(parts, user);
    const { key, secret } = await createKey(store, {
      accountId: account.id,
      groupId: site.sandbox.group,
      label: freeLabel((await listKeys(store, account.id)).map(({ label }) => label)),
    });
    const answer: SandboxAccount = {
      account: { id: account.id, balance: account.balance },
      key: { id: key.id, label: key.label, secret },
    };
    return context.json(answer, 201, { 'cache-control': 'no-store' });
  });
};

/** Keys can't be deleted, so each has a name of its own from the start. */
const freeLabel = (taken: readonly string[]): string => {
  let label = 'Sandbox';
  for (let number = 2; taken.includes(label); number++) label = `Sandbox ${number}`;
  return label;
};

/** The user's newest sandbox account, filled up; a new one when there is none. */
const sandboxAccountOf = async (
  { store, site }: PlaygroundParts,
  user: SessionUser,
): Promise<AccountRecord> => {
  const { credit } = site.sandbox;
  const existing = (await accountsOfUser(store, user.id)).find(({ kind }) => kind === 'sandbox');
  if (!existing)
    return createAccount(store, {
      kind: 'sandbox',
      userId: user.id,
      credit,
      creditReason: 'sandbox',
    });
  return fillUp(store, existing, credit, 'sandbox refill');
};
