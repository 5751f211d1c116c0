/** Runs the same promises on both engines. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Clock } from '../../src/domain/clock.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { type PostgresUnderTest, startPostgres } from '../postgres-under-test.ts';

/** A place for a store. Each call of `open` is another instance on the same content. */
export type Place = {
  open(clock?: Clock): Promise<Store>;
  /** Settings that reach the same content from another process. */
  environment: { DATA_DIR: string; DATABASE_URL?: string };
};

type NewPlace = () => Promise<Place>;

/** The promises are told how to get an empty store; what they open is closed after each. */
export const onBothEngines = (
  promises: (newPlace: NewPlace, server: () => PostgresUnderTest) => void,
) => {
  const place = places();
  let server: PostgresUnderTest | undefined;
  const running = (): PostgresUnderTest => {
    if (!server) throw new Error('PostgreSQL has not been started.');
    return server;
  };
  describe('SQLite', () => {
    promises(async () => place(), running);
  });
  describe('PostgreSQL', () => {
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.stop());
    promises(async () => place(await running().newDatabase()), running);
  });
};

/** For promises that the engine has no part in. */
export const onSqlite = (promises: (newPlace: NewPlace) => void) => {
  const place = places();
  promises(async () => place());
};

const places = () => {
  const opened: Store[] = [];
  const folders: string[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return (databaseUrl?: string): Place => {
    const dataDir = mkdtempSync(join(tmpdir(), 'store-under-test-'));
    folders.push(dataDir);
    return {
      open: async (clock = { now: Date.now }) => {
        const store = await openStore({ databaseUrl, dataDir, clock });
        opened.push(store);
        return store;
      },
      environment: { DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) },
    };
  };
};
