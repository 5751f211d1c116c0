/** The store is locked by somebody else, as a full disk or a lost database makes it look too. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import { StoreError } from '../../src/storage/store.ts';
import { StoreDoubt } from '../../src/storage/store-error.ts';
import { type GatewayUnderTest, startGateway, type TestKey } from './gateway-under-test.ts';
import { messagesStream } from './recorded-streams.ts';
import { json, type ScriptedCall, scriptedUpstream, sse } from './scripted-upstream.ts';

const upstream = scriptedUpstream('scripted');
const rates = [{ effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' }];
const { path, events, request, reported } = messagesStream;
const body = { model: 'm', ...request };

const wholeAnswer = '{"content":[],"usage":{"input_tokens":5,"output_tokens":5}}';
const answerWhole = ({ sink }: ScriptedCall): void => {
  sink.head(200, json);
  sink.chunk(Buffer.from(wholeAnswer));
  sink.end();
};

let dataDir: string;
let gateway: GatewayUnderTest;
let key: TestKey;
let unlock: () => void;

const lock = () => {
  const other = new DatabaseSync(join(dataDir, 'tokenbay.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  unlock = () => {
    other.exec('ROLLBACK');
    other.close();
  };
};

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'store-away-'));
  upstream.calls.length = 0;
  gateway = await startGateway({
    dataDir,
    upstreams: [upstream],
    site: { models: [{ id: 'm', upstreams: [{ id: 'scripted' }], rates }] },
  });
  key = await gateway.newKey();
});

afterEach(async () => {
  expect(await checkLedger(gateway.store)).toEqual([]);
  await gateway.close();
  await rm(dataDir, { recursive: true });
});

test('a request that can’t be reserved is a 503 and reaches no upstream; afterwards all is well', async () => {
  upstream.script = ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.join('')));
    sink.end();
  };
  lock();
  const response = await key.post(path, body);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ error: { type: 'overloaded_error' } });
  expect(upstream.calls).toHaveLength(0);
  unlock();
  expect(await (await key.post(path, body)).text()).toBe(events.join(''));
  expect(await key.settled()).toMatchObject({ outcome: 'completed' });
});

test('a whole answer that can’t be charged is not served, and costs nothing', async () => {
  upstream.script = (call) => {
    lock();
    answerWhole(call);
  };
  expect((await key.post(path, { ...body, stream: false })).status).toBe(503);
  unlock();
  await gateway.gateway.tend();
  expect(await key.settled()).toMatchObject({
    outcome: 'rejected',
    status: 503,
    charge: { nanodollars: 0 },
  });
});

test('an answer whose charge is written is served, even when the disk does not confirm it', async () => {
  upstream.script = answerWhole;
  const { hot } = gateway.store;
  const { flush } = hot;
  hot.flush = async () => {
    throw new StoreError('The store could not be flushed.');
  };
  const response = await key.post(path, { ...body, stream: false });
  hot.flush = flush;
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(wholeAnswer);
  expect(await key.settled()).toMatchObject({
    outcome: 'completed',
    status: 200,
    charge: { nanodollars: 5 * 1_000 + 5 * 4_000 },
  });
});

test('an answer whose charge is written is served, even when the store is lost before it says so', async () => {
  upstream.script = answerWhole;
  const { hot } = gateway.store;
  const { commit } = hot;
  hot.commit = async (batch, context) => {
    const result = await commit(batch, context);
    if (batch.settlements.length === 0) return result;
    hot.commit = commit;
    throw new StoreDoubt('The connection was lost while committing.');
  };
  const response = await key.post(path, { ...body, stream: false });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe(wholeAnswer);
  expect(await key.settled()).toMatchObject({
    outcome: 'completed',
    charge: { nanodollars: 5 * 1_000 + 5 * 4_000 },
  });
});

test('a stream that was sent is charged as soon as the store is back', async () => {
  upstream.script = async ({ sink }) => {
    sink.head(200, sse);
    sink.chunk(Buffer.from(events.slice(0, 6).join('')));
    lock();
    sink.chunk(Buffer.from(events.slice(6).join('')));
    sink.end();
  };
  expect(await (await key.post(path, body)).text()).toBe(events.join(''));
  unlock();
  await gateway.gateway.tend();
  expect(await key.settled()).toMatchObject({
    outcome: 'completed',
    usage: reported,
    charge: { nanodollars: reported.input * 1_000 + reported.output * 4_000 },
  });
});
