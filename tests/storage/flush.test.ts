/** Who commits while a flush runs waits for the next one, together with all others that do. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFlush, type Flush } from '../../src/storage/flush.ts';
import { StoreError } from '../../src/storage/store-error.ts';

let folder: string;
let flush: Flush;
/** Flushes of the file that have begun and not ended. */
let pending: ((error: Error | null) => void)[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flush-'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  pending = [];
  flush = createFlush(log, (_, done) => pending.push(done));
});

afterEach(async () => {
  flush.close();
  await rm(folder, { recursive: true });
});

const turns = () => new Promise((resolve) => setImmediate(resolve));

it('one flush serves all who committed before it began, and nobody who came later', async () => {
  const ended: string[] = [];
  const wait = (name: string) => flush.done().then(() => ended.push(name));
  const all = [wait('first'), wait('second'), wait('third')];
  expect(pending.length).toBe(1);
  pending.shift()?.(null);
  await turns();
  expect(ended).toEqual(['first']);
  expect(pending.length).toBe(1);
  all.push(wait('fourth'));
  pending.shift()?.(null);
  await turns();
  expect(ended).toEqual(['first', 'second', 'third']);
  pending.shift()?.(null);
  await Promise.all(all);
  expect(ended.at(-1)).toBe('fourth');
});

it('a disk that fails is told to those who waited for it, and tried again for the next', async () => {
  const failed = flush.done();
  const next = flush.done();
  pending.shift()?.(new Error('EIO'));
  await expect(failed).rejects.toBeInstanceOf(StoreError);
  await turns();
  pending.shift()?.(null);
  await expect(next).resolves.toBeUndefined();
});

it('a real file is flushed', async () => {
  const log = join(folder, 'real');
  await writeFile(log, 'x');
  const real = createFlush(log);
  await Promise.all([real.done(), real.done()]);
  real.close();
});
