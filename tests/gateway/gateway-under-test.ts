/** The gateway with a real store, in this process, behind a real HTTP server on a free port. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import site from '../../site.config.ts';
import { createClock } from '../../src/configuration/clock.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { RequestLogPage, RequestLogRow } from '../../src/domain/request-log.ts';
import type { SiteConfig } from '../../src/domain/site.ts';
import { createGateway, type Gateway } from '../../src/gateway/gateway.ts';
import { createAccount } from '../../src/storage/accounts.ts';
import { createKey } from '../../src/storage/keys.ts';
import { listRequests } from '../../src/storage/requests.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import { createSandbox } from '../../src/upstreams/sandbox/sandbox.ts';
import type { Upstream } from '../../src/upstreams/upstream.ts';

export type GatewayUnderTest = {
  origin: string;
  store: Store;
  gateway: Gateway;
  /** A key of a new account. */
  newKey(options?: { credit?: number; group?: string }): Promise<TestKey>;
  close(): Promise<void>;
};

export type TestKey = {
  secret: string;
  id: string;
  accountId: string;
  /** Posts JSON, or a body as it is. */
  post(path: string, body: object | string, headers?: Record<string, string>): Promise<Response>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  /** The account's rows, newest first, whichever key they are of. */
  rows(): Promise<RequestLogRow[]>;
  /** The newest row, once it is settled. */
  settled(): Promise<RequestLogRow>;
};

export type GatewayTestOptions = {
  clock?: Clock;
  site?: Partial<SiteConfig>;
  /** Beside the sandbox. */
  upstreams?: Upstream[];
  dataDir?: string;
};

export const testGroup = 'test';

/** A group without limits, so that tests don't run into the sandbox's. */
const groups: SiteConfig['groups'] = [
  ...site.groups,
  {
    id: testGroup,
    description: 'Everything.',
    scope: ['*'],
    multipliers: [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier: '1' }],
  },
];

export const startGateway = async (options: GatewayTestOptions = {}): Promise<GatewayUnderTest> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'gateway-')));
  const clock = options.clock ?? createClock();
  const store = await openStore({ dataDir, clock });
  const sandbox = createSandbox({ id: 'sandbox', clock, pace: 0 });
  const upstreams = [sandbox, ...(options.upstreams ?? [])];
  const gateway = await createGateway({
    store,
    upstreams: new Map(upstreams.map((upstream) => [upstream.id, upstream])),
    site: { ...site, groups, ...options.site },
    docsOrigin: 'https://docs.example.com',
    clock,
    log: pino({ level: 'silent' }),
  });
  const server = createServer((request, response) => void gateway.handle(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    store,
    gateway,
    newKey: async ({ credit = 10_000_000_000, group = testGroup } = {}) => {
      const account = await createAccount(store, { kind: 'sandbox', credit });
      const { key, secret } = await createKey(store, {
        accountId: account.id,
        groupId: group,
        label: 'test',
      });
      const authorization = `Bearer ${secret}`;
      const rows = async () => {
        const page: RequestLogPage = await listRequests(store, {
          accountId: account.id,
          limit: 100,
        });
        return page.data;
      };
      return {
        secret,
        id: key.id,
        accountId: account.id,
        post: (path, body, headers) =>
          fetch(origin + path, {
            method: 'POST',
            body: typeof body === 'string' ? body : JSON.stringify(body),
            headers: { authorization, 'content-type': 'application/json', ...headers },
          }),
        get: (path, headers) => fetch(origin + path, { headers: { authorization, ...headers } }),
        rows,
        settled: async () => {
          for (;;) {
            const [newest] = await rows();
            if (newest?.state === 'settled') return newest;
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        },
      };
    },
    close: async () => {
      await gateway.stop(0);
      server.closeAllConnections();
      server.close();
      for (const upstream of upstreams) await upstream.close();
      await store.close();
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
    },
  };
};
