/** Groups: what their keys may call, at which multiplier, how often (K4). */
import type { Selectable } from 'kysely';
import { type EpochMs, parseMultiplier } from '../domain/rates.ts';
import type { GroupConfig } from '../domain/site.ts';
import { raiseRevision } from './revision.ts';
import type { GroupsTable } from './schema.ts';
import type { Store } from './store.ts';

export type GroupRecord = {
  id: string;
  description: string;
  /** Model id patterns. */
  scope: string[];
  /** Requests per minute, per key and per account. */
  limits: { key: number | null; account: number | null };
};

/**
 * Brings groups to what the site's configuration says. Multipliers are seeded once each; what an
 * operator added stays. Idempotent.
 */
export const syncGroups = (s: Store, groups: GroupConfig[]): Promise<void> =>
  s.db.transaction().execute(async (transaction) => {
    const known = new Map(
      (await transaction.selectFrom('groups').selectAll().execute()).map((row) => [row.id, row]),
    );
    let changed = false;
    for (const group of groups) {
      const values = groupValues(group);
      if (!sameGroup(known.get(group.id), values)) {
        const { id, ...rest } = values;
        await transaction
          .insertInto('groups')
          .values(values)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(rest))
          .execute();
        changed = true;
      }
      for (const { effectiveAt, multiplier } of group.multipliers) {
        parseMultiplier(multiplier);
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('multipliers')
          .values({ group_id: group.id, effective_at: Date.parse(effectiveAt), multiplier })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        changed ||= (numInsertedOrUpdatedRows ?? 0n) > 0n;
      }
    }
    if (changed) await raiseRevision(transaction);
  });

export const listGroups = async (s: Store): Promise<GroupRecord[]> => {
  const rows = await s.db.selectFrom('groups').selectAll().orderBy('id').execute();
  return rows.map(groupRecord);
};

/** By group id; a group without active keys is not in it. */
export const countActiveKeys = async (s: Store): Promise<Map<string, number>> => {
  const rows = await s.db
    .selectFrom('keys')
    .select(({ fn }) => ['group_id', fn.countAll<number>().as('keys')])
    .where('status', '=', 'active')
    .groupBy('group_id')
    .orderBy('group_id')
    .execute();
  return new Map(rows.map(({ group_id, keys }) => [group_id, keys]));
};

/** False when there is no such group, or it has a multiplier from that moment on already. */
export const addMultiplier = (
  s: Store,
  groupId: string,
  { effectiveAt, multiplier }: { effectiveAt: EpochMs; multiplier: string },
): Promise<boolean> => {
  parseMultiplier(multiplier);
  return s.db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('multipliers')
      .columns(['group_id', 'effective_at', 'multiplier'])
      .expression((eb) =>
        eb
          .selectFrom('groups')
          .select((group) => [
            'id',
            group.cast<number>(group.val(effectiveAt), 'bigint').as('effective_at'),
            group.cast<string>(group.val(multiplier), 'text').as('multiplier'),
          ])
          .where('id', '=', groupId),
      )
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    const added = (numInsertedOrUpdatedRows ?? 0n) > 0n;
    if (added) await raiseRevision(transaction);
    return added;
  });
};

const groupRecord = (row: Selectable<GroupsTable>): GroupRecord => ({
  id: row.id,
  description: row.description,
  scope: JSON.parse(row.scope),
  limits: { key: row.limit_key, account: row.limit_account },
});

const groupValues = (group: GroupConfig): GroupsTable => ({
  id: group.id,
  description: group.description,
  scope: JSON.stringify(group.scope),
  limit_key: group.limits?.key ?? null,
  limit_account: group.limits?.account ?? null,
});

const sameGroup = (row: GroupsTable | undefined, values: GroupsTable): boolean =>
  row !== undefined &&
  row.description === values.description &&
  row.scope === values.scope &&
  row.limit_key === values.limit_key &&
  row.limit_account === values.limit_account;
