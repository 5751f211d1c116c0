/** Statements over rows, prepared once per connection; each row is a run of its own. */
import type Database from 'better-sqlite3';
import type { Columns, Row, Run, Statement, Value } from './engine.ts';

export type Prepared<C extends Columns> = {
  statement: Database.Statement;
  values(row: Row<C>): Value[];
};

export const statementCache = (database: Database.Database) => {
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

export const runOn = (database: Database.Database): Run => {
  const preparedFor = statementCache(database);
  return async <C extends Columns, Result>(statement: Statement<C, Result>, rows: Row<C>[]) => {
    const prepared = preparedFor(statement);
    if (!prepared.statement.reader) {
      for (const row of rows) prepared.statement.run(prepared.values(row));
      return [];
    }
    return rows.flatMap((row) => prepared.statement.all(prepared.values(row)) as Result[]);
  };
};

const prepare = (
  database: Database.Database,
  { columns, text, sqlite }: Statement<Columns, unknown>,
): Prepared<Columns> => {
  const names = Object.keys(columns);
  const row = `(select ${names.map((name) => `? as ${name}`).join(', ')}) as r`;
  return {
    statement: database.prepare(sqlite ?? text.replace('{rows}', row)),
    values: (values) => names.map((name) => values[name] ?? null),
  };
};
