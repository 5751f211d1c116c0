/** The look-up that every request begins with: one read of what is committed now. */
import { hash } from 'node:crypto';
import { statement } from './engine.ts';
import type { GroupRecord } from './groups.ts';
import type { Caller, KeyRecord } from './keys.ts';
import type { Store } from './store.ts';

export const hashSecret = (secret: string): string => hash('sha256', secret, 'base64url');

/** No cache stands between a reset or disable, on any instance, and the next request (K1). */
export const findCaller = async (s: Store, secret: string): Promise<Caller | undefined> => {
  const row = await s.hot.read(readCaller, { hash: hashSecret(secret) });
  return row && caller(row);
};

type CallerRow = {
  retired_at: number | null;
  id: string;
  account_id: string;
  group_id: string;
  label: string;
  last_four: string;
  status: KeyRecord['status'];
  created_at: number;
  reset_at: number | null;
  description: string;
  scope: string;
  limit_key: number | null;
  limit_account: number | null;
  revision: number;
};

const readCaller = statement<CallerRow>()(
  'read_caller',
  { hash: 'text' },
  `select s.retired_at, k.id, k.account_id, k.group_id, k.label, k.last_four, k.status,
     k.created_at, k.reset_at, g.description, g.scope, g.limit_key, g.limit_account,
     (select revision from catalogue where id = 1) as revision
   from {rows}
   join key_secrets s on s.hash = r.hash
   join keys k on k.id = s.key_id
   join groups g on g.id = k.group_id`,
);

const caller = (row: CallerRow): Caller => ({
  key: {
    id: row.id,
    accountId: row.account_id,
    groupId: row.group_id,
    label: row.label,
    lastFour: row.last_four,
    status: row.status,
    createdAt: row.created_at,
    resetAt: row.reset_at,
  },
  secretRetired: row.retired_at !== null,
  group: {
    id: row.group_id,
    description: row.description,
    scope: parseScope(row.scope),
    limits: { key: row.limit_key, account: row.limit_account },
  },
  catalogueRevision: row.revision,
});

/** The same few texts come back with every request; parsing them is a pure function of the text. */
const scopes = new Map<string, GroupRecord['scope']>();
const mostScopes = 1_000;

const parseScope = (text: string): GroupRecord['scope'] => {
  const known = scopes.get(text);
  if (known) return known;
  if (scopes.size >= mostScopes) scopes.clear();
  const scope = Object.freeze(JSON.parse(text)) as GroupRecord['scope'];
  scopes.set(text, scope);
  return scope;
};
