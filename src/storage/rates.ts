/** Rates of models and multipliers of groups, in versions with the moment that each takes effect (M4). */
import type { Transaction } from 'kysely';
import type { EpochMs, Rates, Version } from '../domain/rates.ts';
import { raiseRevision } from './revision.ts';
import type { Schema } from './schema.ts';
import type { Store } from './store.ts';

export type Catalogue = {
  /** Changes with every group, multiplier and rate; `Caller.catalogueRevision` tells when to load anew. */
  revision: number;
  /** By model id. */
  rates: Map<string, Version<Rates>[]>;
  /** By group id. */
  multipliers: Map<string, Version<string>[]>;
};

export type ModelRates = { model: string; versions: Version<Rates>[] };

/** The revision is read first, so that a change in between is loaded again rather than missed. */
export const loadCatalogue = async (s: Store): Promise<Catalogue> => {
  const { revision } = await s.db
    .selectFrom('catalogue')
    .select('revision')
    .executeTakeFirstOrThrow();
  const rates = await s.db.selectFrom('rates').selectAll().orderBy('effective_at').execute();
  const multipliers = await s.db
    .selectFrom('multipliers')
    .selectAll()
    .orderBy('effective_at')
    .execute();
  return {
    revision,
    rates: versionsBy(rates, (row) => [row.model, row.effective_at, JSON.parse(row.rates)]),
    multipliers: versionsBy(multipliers, (row) => [row.group_id, row.effective_at, row.multiplier]),
  };
};

/** Seeds each model and moment once; what an operator added stays. */
export const syncRates = (s: Store, models: ModelRates[]): Promise<void> =>
  s.db.transaction().execute(async (transaction) => {
    const rows = models.flatMap(({ model, versions }) =>
      versions.map(({ effectiveAt, value }) => rateRow(model, effectiveAt, value)),
    );
    if ((await insertRates(transaction, rows)) > 0) await raiseRevision(transaction);
  });

/** False when the model has rates from that moment on already. */
export const addRate = (
  s: Store,
  model: string,
  { effectiveAt, rates }: { effectiveAt: EpochMs; rates: Rates },
): Promise<boolean> =>
  s.db.transaction().execute(async (transaction) => {
    const added = (await insertRates(transaction, [rateRow(model, effectiveAt, rates)])) > 0;
    if (added) await raiseRevision(transaction);
    return added;
  });

type RateRow = ReturnType<typeof rateRow>;

const rateRow = (model: string, effectiveAt: EpochMs, rates: Rates) => ({
  model,
  effective_at: effectiveAt,
  rates: JSON.stringify(rates),
});

/** Rows per statement: engines bound the number of parameters. */
const chunk = 500;

const insertRates = async (transaction: Transaction<Schema>, rows: RateRow[]): Promise<number> => {
  let inserted = 0n;
  for (let from = 0; from < rows.length; from += chunk) {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('rates')
      .values(rows.slice(from, from + chunk))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    inserted += numInsertedOrUpdatedRows ?? 0n;
  }
  return Number(inserted);
};

const versionsBy = <Row, T>(
  rows: Row[],
  read: (row: Row) => [name: string, effectiveAt: EpochMs, value: T],
): Map<string, Version<T>[]> => {
  const versions = new Map<string, Version<T>[]>();
  for (const row of rows) {
    const [name, effectiveAt, value] = read(row);
    const list = versions.get(name);
    if (list) list.push({ effectiveAt, value });
    else versions.set(name, [{ effectiveAt, value }]);
  }
  return versions;
};
