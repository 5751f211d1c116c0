/** Those that are compared, each in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClock } from '../../src/configuration/clock.ts';
import { serverArguments } from '../../src/setup/places.mjs';
import { createAccount } from '../../src/storage/accounts.ts';
import { syncGroups } from '../../src/storage/groups.ts';
import { createKey, keyUsage } from '../../src/storage/keys.ts';
import { openStore } from '../../src/storage/store.ts';
import { type Child, startChild } from './child.ts';
import type { Target } from './load.ts';

export type Name = 'upstream' | 'passThrough' | 'undici' | 'gateway' | 'portkey';

export type Targets = {
  targets: Record<Name, Target>;
  gateway: Child;
  stop(): Promise<void>;
  /** Call after `stop`: requests in the gateway's log that are charged. */
  charged(): Promise<number>;
  remove(): Promise<void>;
};

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const path = '/v1/chat/completions';

/** `nodeOptions` are for the gateway alone, `--cpu-prof` say. */
export const startTargets = async (nodeOptions: string[]): Promise<Targets> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const { secret, keyId } = await makeKey(dataDir);
  const upstream = await startChild({ args: [here('upstream.ts')] });
  const env = { BENCH_UPSTREAM: upstream.origin };
  const passThrough = await startChild({ args: [here('pass-through.ts')], env });
  const undici = await startChild({ args: [here('undici-pass-through.ts')], env });
  const gateway = await startChild({
    args: [...nodeOptions, ...serverArguments],
    env: {
      ...env,
      SITE_CONFIG: here('site.ts'),
      BENCH_CREDENTIAL: 'credential-of-the-upstream',
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_FORMAT: 'json',
    },
  });
  const portkey = await startPortkey();
  const children = [portkey, gateway, undici, passThrough, upstream];
  const bearer = { authorization: `Bearer ${secret}` };
  return {
    targets: {
      upstream: { origin: upstream.origin, path, headers: bearer },
      passThrough: { origin: passThrough.origin, path, headers: bearer },
      undici: { origin: undici.origin, path, headers: bearer },
      gateway: { origin: gateway.origin, path, headers: bearer },
      portkey: {
        origin: portkey.origin,
        path,
        headers: {
          ...bearer,
          'x-portkey-provider': 'openai',
          'x-portkey-custom-host': `${upstream.origin}/v1`,
        },
      },
    },
    gateway,
    stop: async () => {
      for (const child of children) await child.stop();
    },
    charged: async () => {
      const store = await openStore({ dataDir, clock: createClock() });
      const { requests } = await keyUsage(store, keyId);
      await store.close();
      return requests;
    },
    remove: () => rm(dataDir, { recursive: true }),
  };
};

/** An account that can pay for everything, and a key for it. */
const makeKey = async (dataDir: string): Promise<{ secret: string; keyId: string }> => {
  const store = await openStore({ dataDir, clock: createClock() });
  const { default: site } = await import('./site.ts');
  await syncGroups(store, site.groups);
  const account = await createAccount(store, {
    kind: 'standard',
    credit: 1_000_000_000_000_000,
    creditReason: 'bench',
  });
  const { key, secret } = await createKey(store, {
    accountId: account.id,
    groupId: 'bench',
    label: 'bench',
  });
  await store.close();
  return { secret, keyId: key.id };
};

/**
 * Its streams fail with the newest version of the HTTP adapter that it allows ("immutable" headers), so
 * package.json holds it to an older one.
 */
const startPortkey = async (): Promise<Child> => {
  const entry = createRequire(import.meta.url).resolve('@portkey-ai/gateway/package.json');
  const port = await freePort();
  return startChild({
    args: [join(dirname(entry), 'build/start-server.js'), `--port=${port}`, '--headless'],
    origin: `http://127.0.0.1:${port}`,
  });
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
