/**
 * Rows of tables that the ledger does not write, read on its connection. They are kept as long as
 * nobody else, in this process or another, has changed the file, and that is asked after each call
 * for one: at once for the first in a turn of the event loop, and for the others when the turn ends.
 * Source: https://sqlite.org/pragma.html#pragma_data_version.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Columns, Engine, Row, Statement } from './engine.ts';
import { whenFree } from './sqlite-errors.ts';
import { statementCache } from './sqlite-statements.ts';

const mostKept = 10_000;

/** Calls that share one look at the file. */
type Group = { looked: boolean };

export const keptRows = (ledger: DatabaseSync): Engine['read'] => {
  const preparedFor = statementCache(ledger);
  const dataVersion = ledger.prepare('pragma data_version');
  const kept = new Map<string, unknown>();
  let keptVersion: unknown;
  let endOfTurn: Promise<Group> | undefined;

  const look = (group: Group): void => {
    if (group.looked) return;
    const version = dataVersion.get()?.data_version;
    if (version !== keptVersion || kept.size >= mostKept) kept.clear();
    keptVersion = version;
    group.looked = true;
  };

  const get = <C extends Columns, Result>(statement: Statement<C, Result>, row: Row<C>) => {
    const prepared = preparedFor(statement);
    const values = prepared.values(row);
    const name = `${statement.name} ${values.join(' ')}`;
    const known = kept.get(name);
    if (known) return known as Result;
    const found = prepared.statement.get(...values) as Result | undefined;
    if (found) kept.set(name, found);
    return found;
  };

  const join = (): Group | Promise<Group> => {
    if (endOfTurn) return endOfTurn;
    endOfTurn = new Promise((resolve) => {
      setImmediate(() => {
        endOfTurn = undefined;
        resolve({ looked: false });
      });
    });
    return { looked: false };
  };

  return async (statement, row) => {
    const group = await join();
    return whenFree(() => {
      look(group);
      return get(statement, row);
    });
  };
};
