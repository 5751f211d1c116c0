/** Keys: credentials of an account, in a group. Only hashes of secrets are stored; no key is ever deleted (K2). */
import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { encodeKey } from '../domain/key.ts';
import type { EpochMs } from '../domain/rates.ts';
import { longestLabel } from '../domain/visible-line.ts';
import { hashSecret } from './caller.ts';
import type { GroupRecord } from './groups.ts';
import { newId } from './identifiers.ts';
import type { KeysTable } from './schema.ts';
import { storableText } from './storable-text.ts';
import type { Store } from './store.ts';

export { findCaller } from './caller.ts';
export {
  type DayUsage,
  type KeyUsage,
  keyUsage,
  keyUsageByDay,
  keyUsages,
  unused,
} from './key-usage.ts';

export type KeyRecord = {
  id: string;
  accountId: string;
  groupId: string;
  label: string;
  lastFour: string;
  status: 'active' | 'disabled';
  createdAt: EpochMs;
  resetAt: EpochMs | null;
};

/** Who calls, read anew for every request, so that a reset or disable is in force for the next one. */
export type Caller = {
  key: KeyRecord;
  /** True for a secret from before a reset: it opens nothing, yet its use shows in the owner's log. */
  secretRetired: boolean;
  group: GroupRecord;
  catalogueRevision: number;
};

/** A key with its secret: the only time that the secret is shown. */
export type NewSecret = { key: KeyRecord; secret: string };

export type NewKey = { accountId: string; groupId: string; label: string };

export const createKey = (s: Store, key: NewKey): Promise<NewSecret> =>
  s.db.transaction().execute(async (transaction) => {
    const at = s.clock.now();
    const secret = newSecret();
    const row: KeysTable = {
      id: newId('key', at),
      account_id: key.accountId,
      group_id: key.groupId,
      label: storableText(key.label, longestLabel),
      last_four: secret.slice(-4),
      status: 'active',
      created_at: at,
      reset_at: null,
    };
    await transaction.insertInto('keys').values(row).execute();
    await transaction
      .insertInto('key_secrets')
      .values({ hash: hashSecret(secret), key_id: row.id, retired_at: null })
      .execute();
    return { key: keyRecord(row), secret };
  });

/** Oldest first. */
export const listKeys = (s: Store, accountId: string): Promise<KeyRecord[]> =>
  keysWhere(s, 'account_id', accountId);

/** Those of all accounts, for the operator; oldest first. */
export const listKeysOfGroup = (s: Store, groupId: string): Promise<KeyRecord[]> =>
  keysWhere(s, 'group_id', groupId);

const keysWhere = async (
  s: Store,
  column: 'account_id' | 'group_id',
  value: string,
): Promise<KeyRecord[]> => {
  const rows = await s.db
    .selectFrom('keys')
    .selectAll()
    .where(column, '=', value)
    .orderBy('id')
    .execute();
  return rows.map(keyRecord);
};

export const findKey = async (
  s: Store,
  accountId: string,
  keyId: string,
): Promise<KeyRecord | undefined> => {
  const row = await s.db
    .selectFrom('keys')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', keyId)
    .executeTakeFirst();
  return row && keyRecord(row);
};

/** Whosever it is: for the operator, who has the key's id alone. */
export const findAnyKey = async (s: Store, keyId: string): Promise<KeyRecord | undefined> => {
  const row = await s.db.selectFrom('keys').selectAll().where('id', '=', keyId).executeTakeFirst();
  return row && keyRecord(row);
};

export const setKeyStatus = (
  s: Store,
  accountId: string,
  keyId: string,
  status: KeyRecord['status'],
): Promise<KeyRecord | undefined> => change(s, accountId, keyId, { status });

export const renameKey = (
  s: Store,
  accountId: string,
  keyId: string,
  label: string,
): Promise<KeyRecord | undefined> =>
  change(s, accountId, keyId, { label: storableText(label, longestLabel) });

/**
 * A new secret for the same key; the one before opens nothing from now on (K1). The status stays as
 * it is. Of two resets at once, the secret of the later one lives.
 */
export const resetKey = (
  s: Store,
  accountId: string,
  keyId: string,
): Promise<NewSecret | undefined> =>
  s.db.transaction().execute(async (transaction) => {
    const at = s.clock.now();
    const secret = newSecret();
    // This update locks the key, so that a second reset waits here for the first.
    const row = await transaction
      .updateTable('keys')
      .set({ last_four: secret.slice(-4), reset_at: at })
      .where('account_id', '=', accountId)
      .where('id', '=', keyId)
      .returningAll()
      .executeTakeFirst();
    if (!row) return undefined;
    await transaction
      .updateTable('key_secrets')
      .set({ retired_at: at })
      .where('key_id', '=', keyId)
      .where('retired_at', 'is', null)
      .execute();
    await transaction
      .insertInto('key_secrets')
      .values({ hash: hashSecret(secret), key_id: keyId, retired_at: null })
      .execute();
    return { key: keyRecord(row), secret };
  });

const newSecret = (): string => encodeKey(randomBytes(32));

const change = async (
  s: Store,
  accountId: string,
  keyId: string,
  values: Partial<Pick<KeysTable, 'status' | 'label'>>,
): Promise<KeyRecord | undefined> => {
  const row = await s.db
    .updateTable('keys')
    .set(values)
    .where('account_id', '=', accountId)
    .where('id', '=', keyId)
    .returningAll()
    .executeTakeFirst();
  return row && keyRecord(row);
};

const keyRecord = (row: Selectable<KeysTable>): KeyRecord => ({
  id: row.id,
  accountId: row.account_id,
  groupId: row.group_id,
  label: row.label,
  lastFour: row.last_four,
  status: row.status,
  createdAt: row.created_at,
  resetAt: row.reset_at,
});
