/**
 * What the hot path asks of a database, beside Kysely: statements that are written once and prepared
 * once, over a list of rows.
 */
import type { Batch, BatchContext, BatchResult } from './ledger-batch.ts';

export type Value = string | number | null;

export type ColumnType = 'text' | 'bigint';

export type Columns = Record<string, ColumnType>;

/** The values of one row, by column name. */
export type Row<C extends Columns> = Record<keyof C & string, Value>;

/**
 * SQL over given rows. In the text, `{rows}` stands for a table expression named `r` with the
 * columns, once; SQLite runs the statement for each row, PostgreSQL once for all of them.
 */
export type Statement<C extends Columns, Result> = {
  /** Unique among statements; PostgreSQL prepares it under this name. */
  name: string;
  columns: C;
  text: string;
  /**
   * For SQLite, where there is a quicker way: one `?` per column, in their order. A text that answers
   * no rows stands for one that answers the given rows that it changed.
   */
  sqlite?: string;
  /** PostgreSQL plans it anew each time, as the size of its table changes too much for one plan. */
  replanned?: true;
  /** Never read: what the result rows look like. */
  result?: Result;
};

export const statement =
  <Result>() =>
  <C extends Columns>(
    name: string,
    columns: C,
    text: string,
    more: Pick<Statement<C, Result>, 'sqlite' | 'replanned'> = {},
  ): Statement<C, Result> => ({ name, columns, text, ...more });

/**
 * Adds rows to a table whose columns are named like theirs. `onConflict`: what is done instead for a
 * row that is there already.
 */
export const insertion = <C extends Columns>(
  name: string,
  table: string,
  columns: C,
  onConflict = '',
) => {
  const names = Object.keys(columns);
  const target = `insert into ${table} (${names.join(', ')})`;
  return statement()(
    name,
    columns,
    `${target} select ${names.map((column) => `r.${column}`).join(', ')} from {rows} ${onConflict}`,
    { sqlite: `${target} values (${names.map(() => '?').join(', ')}) ${onConflict}` },
  );
};

/** Runs a statement inside a transaction; answers the rows that it returns. No rows in, no call. */
export type Run = <C extends Columns, Result>(
  statement: Statement<C, Result>,
  rows: Row<C>[],
) => Promise<Result[]>;

export type Engine = {
  kind: 'sqlite' | 'postgres';
  /** Runs a batch in one transaction. Throws StoreError, or what the database refused. */
  commit(batch: Batch, context: BatchContext): Promise<BatchResult>;
  /**
   * Resolves when what is committed now outlasts a power cut. Throws StoreError. `alone`: nobody else
   * is being served.
   */
  flush(alone: boolean): Promise<void>;
  /** A committed row of tables that the ledger does not write. */
  read<C extends Columns, Result>(
    statement: Statement<C, Result>,
    row: Row<C>,
  ): Promise<Result | undefined>;
};
