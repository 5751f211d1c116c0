/** Runs the same promises on both engines, and makes what they are tried on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { chargeFor } from '../../src/domain/charge.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Price } from '../../src/domain/rates.ts';
import { noUsage, type Usage } from '../../src/domain/usage.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { syncGroups } from '../../src/storage/groups.ts';
import { createKey, type KeyRecord } from '../../src/storage/keys.ts';
import type { RequestStart, Settlement } from '../../src/storage/requests.ts';
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
  const opened: Store[] = [];
  const folders: string[] = [];
  let server: PostgresUnderTest | undefined;

  const running = (): PostgresUnderTest => {
    if (!server) throw new Error('PostgreSQL has not been started.');
    return server;
  };
  const place = (databaseUrl?: string): Place => {
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

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

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

export const price: Price = {
  rates: {
    input: 1_000,
    output: 3_000,
    cacheRead: 100,
    cacheWrite5m: 1_250,
    cacheWrite1h: 2_000,
  },
  multiplier: '1.5',
};

/** A group, an account with credit in nanodollars, and a key of it. */
export const seed = async (s: Store, credit: number) => {
  await syncGroups(s, [
    {
      id: 'test',
      description: 'Group of the tests.',
      scope: ['sandbox/*'],
      multipliers: [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier: '1.5' }],
    },
  ]);
  const account = await createAccount(s, { kind: 'standard', credit });
  return {
    account,
    ...(await createKey(s, { accountId: account.id, groupId: 'test', label: 'A key' })),
  };
};

let requests = 0;

export const startOf = (key: KeyRecord, rest: Partial<RequestStart> = {}): RequestStart => ({
  id: `req_${String(++requests).padStart(26, '0')}`,
  accountId: key.accountId,
  keyId: key.id,
  groupId: key.groupId,
  model: 'sandbox/docs',
  protocol: 'openai-chat',
  endpoint: '/v1/chat/completions',
  stream: true,
  client: 'tests/1.0',
  startedAt: Date.UTC(2026, 5, 1, 12),
  price,
  reserved: 1_000,
  limits: { key: null, account: null },
  ...rest,
});

export const usage = (input: number, output: number): Usage => ({ ...noUsage, input, output });

export const completed = (used: Usage, rest: Partial<Settlement> = {}): Settlement => ({
  outcome: 'completed',
  status: 200,
  errorCode: null,
  upstream: 'sandbox',
  firstTokenAt: Date.UTC(2026, 5, 1, 12, 0, 1),
  usage: used,
  usageSource: 'reported',
  charge: chargeFor(used, price),
  ...rest,
});
