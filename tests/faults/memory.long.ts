/** Memory stays bounded, however large an answer is and however slowly it is read. Takes a minute. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import { openStore, type Store } from '../../src/storage/store.ts';
import {
  type MisbehavingUpstream,
  startMisbehavingUpstream,
} from '../misbehaving-upstream/start.ts';
import type { ServerUnderTest } from '../server-under-test.ts';
import { allSettled, tally } from './books.ts';
import { newKey, startFaultServer, type TestKey } from './fault-server.ts';
import { createProgress } from './progress.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'memory-'));
const open = () => openStore({ dataDir, clock: { now: Date.now } });
let upstream: MisbehavingUpstream;
let server: ServerUnderTest;
let store: Store;
let key: TestKey;

beforeAll(async () => {
  upstream = await startMisbehavingUpstream();
  server = await startFaultServer({ environment: { DATA_DIR: dataDir }, open }, upstream);
  store = await open();
  key = await newKey(store);
});

afterAll(async () => {
  expect(await checkLedger(store)).toEqual([]);
  await server.stop();
  await store.close();
  await upstream.close();
  rmSync(dataDir, { recursive: true });
});

/** Megabytes that the server holds. */
const held = async (): Promise<number> => {
  const metrics = await (await fetch(`${server.origin}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1];
  return Number(bytes) / 1024 / 1024;
};

/** The most that is held while `work` goes on, beyond what is held before. */
const growthDuring = async (work: Promise<unknown>): Promise<number> => {
  const before = await held();
  let most = before;
  let over = false;
  const watch = async () => {
    while (!over) {
      most = Math.max(most, await held());
      await pause(100);
    }
  };
  const watching = watch();
  await work;
  over = true;
  await watching;
  return Math.round(most - before);
};

/** Sends a request for a stream and reads nothing yet. */
const begin = async (model: string, content = 'Go on.'): Promise<Socket> => {
  const { hostname, port } = new URL(server.origin);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => socket.destroy());
  socket.pause();
  await once(socket, 'connect');
  const body = JSON.stringify({
    model,
    stream: true,
    messages: [{ role: 'user', content }],
  });
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${key.secret}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket;
};

/** Reads to the end and keeps nothing; answers how many megabytes. */
const drain = async (socket: Socket): Promise<number> => {
  let bytes = 0;
  socket.on('data', (part: Buffer) => {
    bytes += part.length;
  });
  socket.resume();
  await once(socket, 'close');
  return Math.round(bytes / 1024 / 1024);
};

/** Ends of the newest requests, once all are settled. */
const ends = async (count: number): Promise<Record<string, number>> => {
  await allSettled(store);
  const rows = await store.db
    .selectFrom('requests')
    .select(['outcome', 'charged'])
    .orderBy('id', 'desc')
    .limit(count)
    .execute();
  return tally(
    rows.map(({ outcome, charged }) => `${outcome}, ${charged > 0 ? '' : 'not '}charged`),
  );
};

test('ten events of 50 MB pass one after the other', async () => {
  const progress = createProgress('events of 50 MB', 10);
  const growth = await growthDuring(
    (async () => {
      for (let time = 0; time < 10; time++) {
        expect(await drain(await begin('faults/huge-event'))).toBe(50);
        progress.step('passed');
      }
    })(),
  );
  progress.done(`memory grew by ${growth} MB`);
  expect(await ends(10)).toEqual({ 'completed, charged': 10 });
  expect(growth).toBeLessThan(300);
});

test('an answer of 600 KB that unpacks to 600 MB is cut off, and costs nothing', async () => {
  const progress = createProgress('gzip bombs', 3);
  let megabytes = 0;
  const growth = await growthDuring(
    (async () => {
      for (let time = 0; time < 3; time++) {
        megabytes = await drain(await begin('faults/gzip-bomb'));
        progress.step(`cut off after ${megabytes} MB`);
      }
    })(),
  );
  progress.done(`cut off after ${megabytes} MB, memory grew by ${growth} MB`);
  expect(await ends(3)).toEqual({ 'upstream_error, not charged': 3 });
  expect(megabytes).toBeLessThan(300);
  expect(growth).toBeLessThan(200);
});

test('50 clients that stop reading an endless stream make its upstream wait', async () => {
  const progress = createProgress('slow readers', 50);
  const sockets = await Promise.all(Array.from({ length: 50 }, () => begin('faults/endless')));
  await pause(3_000);
  const growth = await growthDuring(pause(15_000));
  progress.done(`memory grew by ${growth} MB in 15 s`);
  expect(growth).toBeLessThan(50);
  for (const socket of sockets) socket.destroy();
  expect(await ends(50)).toEqual({ 'client_disconnected, charged': 50 });
});

test('100 prompts of 2 MB that wait for an answer are held without the copies that reading them took', async () => {
  const prompt = 'How deep is "the sea"? '.repeat(90_000);
  const sockets: Socket[] = [];
  const growth = await growthDuring(
    (async () => {
      for (let time = 0; time < 100; time++) {
        upstream.requests.length = 0;
        sockets.push(await begin('faults/hang', prompt));
        while (upstream.requests.length === 0) await pause(5);
      }
    })(),
  );
  createProgress('prompts of 2 MB', 100).done(`memory grew by ${growth} MB`);
  for (const socket of sockets) socket.destroy();
  expect(await ends(100)).toEqual({ 'client_disconnected, not charged': 100 });
  expect(growth).toBeLessThan(850);
});
