/**
 * Which instances are alive. Beside an SQLite file each instance holds a lock on a file of its own,
 * which the system lets go of when the process ends, however it ends. On PostgreSQL, where instances
 * run on several machines, one that has not been seen for a while by the database's clock is gone.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Kysely, sql } from 'kysely';
import type { EpochMs } from '../domain/rates.ts';
import { makePrivateFile, makePrivateFolder } from './private-place.ts';
import type { Schema } from './schema.ts';
import { isBusy, sqliteError } from './sqlite-errors.ts';

export type Liveness = {
  /** The instances among these that are alive. */
  alive(instances: { id: string; seenAt: EpochMs }[], staleAfterMs: number): Promise<Set<string>>;
  /** Milliseconds since the epoch on the clock that `seenAt` is written by. */
  now(): Promise<EpochMs>;
  /** Lets the others know that this instance has gone. */
  leave(): void;
  /** Removes what a gone instance left behind. */
  bury(id: string): void;
};

export const lockFiles = (dataDir: string, own: string, now: () => EpochMs): Liveness => {
  const folder = join(dataDir, 'instances');
  const pathOf = (id: string) => join(folder, `${id}.lock`);
  makePrivateFolder(folder);
  makePrivateFile(pathOf(own));
  const held = takeLock(pathOf(own));
  if (!held) throw new Error(`The lock of ${own} is taken.`);

  const isAlive = (id: string): boolean => {
    if (id === own) return true;
    if (!existsSync(pathOf(id))) return false;
    const taken = takeLock(pathOf(id));
    taken?.close();
    return taken === undefined;
  };
  const bury = (id: string) => rmSync(pathOf(id), { force: true });

  return {
    alive: async (instances) => new Set(instances.map(({ id }) => id).filter(isAlive)),
    now: async () => now(),
    leave: () => {
      held.close();
      bury(own);
    },
    bury,
  };
};

/** Holds a file's lock until it is closed; undefined when another has it. */
const takeLock = (path: string): DatabaseSync | undefined => {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw sqliteError(error);
  }
};

export const heartbeats = (db: Kysely<Schema>, own: string): Liveness => {
  const now = async () => {
    const { rows } = await sql<{ now: EpochMs }>`
      select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
    return rows[0]?.now ?? 0;
  };
  return {
    alive: async (instances, staleAfterMs) => {
      const oldest = (await now()) - staleAfterMs;
      return new Set(
        instances.filter(({ id, seenAt }) => id === own || seenAt >= oldest).map(({ id }) => id),
      );
    },
    now,
    leave: () => undefined,
    bury: () => undefined,
  };
};
