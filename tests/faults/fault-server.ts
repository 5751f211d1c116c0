/** The real server with the fault tests' site, and accounts in its store. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createAccount } from '../../src/storage/accounts.ts';
import { createKey } from '../../src/storage/keys.ts';
import type { Store } from '../../src/storage/store.ts';
import { type ServerUnderTest, startServer } from '../server-under-test.ts';
import type { Place } from '../storage/store-under-test.ts';

export type TestKey = { id: string; accountId: string; secret: string };

const siteConfig = fileURLToPath(new URL('./site.ts', import.meta.url));

/** The upstream's credential; it belongs in no log and in no answer. */
export const credential = `upstream-${randomBytes(12).toString('hex')}`;

export const startFaultServer = (
  { environment }: Place,
  upstream: { baseUrl: string },
  settings: Record<string, string> = {},
): Promise<ServerUnderTest> =>
  startServer({
    dataDir: environment.DATA_DIR,
    env: {
      ...environment,
      SITE_CONFIG: siteConfig,
      FAULTS_UPSTREAM: upstream.baseUrl,
      FAULTS_CREDENTIAL: credential,
      SESSION_SECRET: 'secret-of-sessions-in-the-fault-tests',
      DRAIN_SECONDS: '1',
      ...settings,
    },
  });

/** A key of a new account; a server must have started on the store before, which writes its groups. */
export const newKey = async (
  store: Store,
  { credit = 1_000_000_000_000, group = 'faults' } = {},
): Promise<TestKey> => {
  const account = await createAccount(store, { kind: 'standard', credit });
  const { key, secret } = await createKey(store, {
    accountId: account.id,
    groupId: group,
    label: 'faults',
  });
  return { id: key.id, accountId: account.id, secret };
};
