/**
 * Accounts by the user they belong to. A user has one account as a rule, and several when sandbox
 * accounts of anonymous visits were added to one that was there already.
 */
import { type AccountRecord, findAccount } from './accounts.ts';
import type { Store } from './store.ts';

/** Standard accounts first, then the newest first. */
export const accountsOfUser = async (store: Store, userId: string): Promise<AccountRecord[]> => {
  const rows = await store.db
    .selectFrom('accounts')
    .select(['id', 'kind', 'created_at'])
    .where('user_id', '=', userId)
    .execute();
  const order = rows.sort(
    (a, b) => b.kind.localeCompare(a.kind) || Number(b.created_at) - Number(a.created_at),
  );
  const accounts = await Promise.all(order.map(({ id }) => findAccount(store, id)));
  return accounts.filter((account) => account !== undefined);
};

/** Hands all accounts of one user to another. */
export const passAccounts = async (store: Store, from: string, to: string): Promise<void> => {
  await store.db.updateTable('accounts').set({ user_id: to }).where('user_id', '=', from).execute();
};
