import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/storage/store.ts';
import { startServer } from '../server-under-test.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'private-place-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const permissions = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('what the server keeps can be read by its own user alone', async () => {
  const dataDir = join(folder, 'new');
  const server = await startServer({ dataDir });
  expect(permissions(dataDir)).toBe('700');
  const kept = readdirSync(dataDir, { recursive: true, withFileTypes: true });
  expect(kept.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['tokenbay.sqlite', 'tokenbay.sqlite-wal', 'session-secret']),
  );
  for (const entry of kept)
    expect([entry.name, permissions(join(entry.parentPath, entry.name))]).toEqual([
      entry.name,
      entry.isDirectory() ? '700' : '600',
    ]);
  await server.stop();
});

test('permissions that an operator chose stay as they are', async () => {
  const dataDir = join(folder, 'chosen');
  mkdirSync(dataDir);
  chmodSync(dataDir, 0o750);
  const open = () => openStore({ dataDir, clock: { now: Date.now } });
  await (await open()).close();
  chmodSync(join(dataDir, 'tokenbay.sqlite'), 0o640);
  await (await open()).close();
  expect([dataDir, join(dataDir, 'tokenbay.sqlite')].map(permissions)).toEqual(['750', '640']);
});

test('what was put there from elsewhere, readable by all, is closed to others at the start', async () => {
  const dataDir = join(folder, 'restored');
  await (await startServer({ dataDir })).kill();
  const restored = [
    'tokenbay.sqlite',
    'tokenbay.sqlite-wal',
    'tokenbay.sqlite-shm',
    'session-secret',
  ];
  for (const name of restored) chmodSync(join(dataDir, name), 0o644);
  const server = await startServer({ dataDir });
  expect(restored.map((name) => permissions(join(dataDir, name)))).toEqual(
    restored.map(() => '640'),
  );
  await server.stop();
});
