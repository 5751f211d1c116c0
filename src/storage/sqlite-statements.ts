/** Statements over rows, prepared once per connection; each row is a run of its own. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Columns, Row, Run, Statement, Value } from './engine.ts';

export type Prepared<C extends Columns> = {
  statement: StatementSync;
  answersRows: boolean;
  values(row: Row<C>): Value[];
};

export const statementCache = (database: DatabaseSync) => {
  const cache = new Map<string, Prepared<Columns>>();
  return <C extends Columns>(statement: Statement<C, unknown>): Prepared<C> => {
    let prepared = cache.get(statement.name);
    if (!prepared) {
      prepared = prepare(database, statement);
      cache.set(statement.name, prepared);
    }
    return prepared;
  };
};

export const runOn = (database: DatabaseSync): Run => {
  const preparedFor = statementCache(database);
  return async <C extends Columns, Result>(statement: Statement<C, Result>, rows: Row<C>[]) => {
    const { statement: prepared, answersRows, values } = preparedFor(statement);
    if (answersRows) return rows.flatMap((row) => prepared.all(...values(row)) as Result[]);
    return rows.filter((row) => prepared.run(...values(row)).changes > 0) as Result[];
  };
};

const prepare = (
  database: DatabaseSync,
  { columns, text, sqlite }: Statement<Columns, unknown>,
): Prepared<Columns> => {
  const names = Object.keys(columns);
  const row = `(select ${names.map((name) => `? as ${name}`).join(', ')}) as r`;
  const statement = database.prepare(sqlite ?? text.replace('{rows}', row));
  return {
    statement,
    answersRows: statement.columns().length > 0,
    values: (values) => names.map((name) => values[name] ?? null),
  };
};
