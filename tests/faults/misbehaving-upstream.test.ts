/** Every way in which an upstream misbehaves, through the real server: status, outcome and charge are the contract's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import type { Behaviour } from '../misbehaving-upstream/behaviours.ts';
import {
  type MisbehavingUpstream,
  startMisbehavingUpstream,
} from '../misbehaving-upstream/start.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { ask, type Kind, type Seen } from './ask.ts';
import { fullCharge } from './books.ts';
import { newKey, startFaultServer, type TestKey } from './fault-server.ts';
import { expectNoSecrets } from './secrets.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'misbehaving-'));
const place = {
  environment: { DATA_DIR: dataDir },
  open: () => openStore({ dataDir, clock: { now: Date.now } }),
};
let upstream: MisbehavingUpstream;
let server: ServerUnderTest;
let store: Store;
let key: TestKey;

beforeAll(async () => {
  upstream = await startMisbehavingUpstream({ delayMs: 50 });
  server = await startFaultServer(place, upstream, { FAULTS_PATIENCE: '2500' });
  store = await place.open();
  key = await newKey(store);
});

afterAll(async () => {
  expect(await checkLedger(store)).toEqual([]);
  expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  expect(server.output()).not.toMatch(/"level":"(error|fatal)"/);
  await server.stop();
  await expectNoSecrets(place, server.output());
  await store.close();
  await upstream.close();
  rmSync(dataDir, { recursive: true });
});

/** The request's row, once it is settled. */
const rowOf = async ({ requestId = '' }: Seen) => {
  for (;;) {
    const row = await store.db
      .selectFrom('requests')
      .select(['status', 'outcome', 'error_code', 'charged', 'input', 'output'])
      .where('id', '=', requestId)
      .executeTakeFirst();
    if (row) return row;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const whole: Kind[] = ['chat', 'messages'];
const streams: Kind[] = ['chat stream', 'messages stream', 'responses stream'];

type Expected = { status: number; outcome: string; errorCode: string | null; charge: Charge };
type Charge = 'nothing' | 'reported' | 'emitted';

const completed: Expected = {
  status: 200,
  outcome: 'completed',
  errorCode: null,
  charge: 'reported',
};
const failed = (status: number, errorCode: string): Expected => ({
  status,
  outcome: 'upstream_error',
  errorCode,
  charge: 'nothing',
});
const brokenOff = (errorCode: string): Expected => ({
  status: 200,
  outcome: 'upstream_disconnected',
  errorCode,
  charge: 'emitted',
});
const unreachable = failed(502, 'upstream_unreachable');
const timedOut = failed(504, 'upstream_timeout');
const cut = brokenOff('upstream_unreachable');

/** What a whole answer and a stream come to; one for both where they are alike. */
const table: Partial<Record<Behaviour, [Expected, Expected?]>> = {
  fine: [completed],
  'slow-head': [completed],
  drip: [completed],
  'split-utf8': [completed],
  'bare-cr': [completed],
  hang: [timedOut],
  'reset-before-head': [unreachable],
  'close-before-head': [unreachable],
  'garbage-head': [unreachable],
  'huge-head': [unreachable],
  'huge-length': [unreachable],
  redirect: [unreachable],
  'redirect-home': [unreachable],
  'early-500': [failed(500, 'server_error')],
  'rate-limited': [failed(429, 'rate_limit')],
  'reset-midway': [unreachable, cut],
  'half-close': [unreachable, cut],
  'bad-chunking': [unreachable, cut],
  'fall-silent': [timedOut, brokenOff('upstream_timeout')],
  'short-length': [unreachable, completed],
};

const cases = Object.entries(table).flatMap(([behaviour, [answer, stream = answer]]) => [
  ...whole.map((kind) => [behaviour, kind, answer] as const),
  ...streams.map((kind) => [behaviour, kind, stream] as const),
]);

const expectCharge = (row: Awaited<ReturnType<typeof rowOf>>, charge: Charge): void => {
  if (charge === 'nothing') expect(row).toMatchObject({ charged: 0, input: 0, output: 0 });
  else if (charge === 'reported') expect(row.charged).toBe(fullCharge);
  else {
    expect(row.output).toBeGreaterThan(0);
    expect(row.charged).toBe(row.input * 1_000 + row.output * 4_000);
  }
};

test.concurrent.each(cases)('%s: %s', async (behaviour, kind, expected) => {
  const seen = await ask(server.origin, key.secret, kind, `faults/${behaviour}`);
  const row = await rowOf(seen);
  expect(row).toMatchObject({
    status: expected.status,
    outcome: expected.outcome,
    error_code: expected.errorCode,
  });
  expectCharge(row, expected.charge);
  expect(seen.status).toBe(expected.status);
  if (streams.includes(kind)) expect(seen.ended).toBe(expected.outcome === 'completed');
});

test.concurrent.each(streams)(
  'a stream without its end marker is broken off, and charged: %s',
  async (kind) => {
    const seen = await ask(server.origin, key.secret, kind, 'faults/no-end-marker');
    const row = await rowOf(seen);
    expect(row.outcome).toBe('upstream_disconnected');
    expectCharge(row, 'emitted');
  },
);

test.concurrent('a client that leaves an endless stream ends it, and pays for what was emitted', async () => {
  const leaving = AbortSignal.timeout(2_000);
  const seen = await ask(server.origin, key.secret, 'chat stream', 'faults/endless', leaving);
  expect(await rowOf(seen)).toMatchObject({ outcome: 'client_disconnected' });
  const received = upstream.requests.find(({ body }) => body.includes('faults/endless'));
  expect(await received?.over).toBe('gone');
});
