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
/** Flushes that were waited for on this thread. */
let here: number;
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flush-'));
  const log = join(folder, 'log');
  await writeFile(log, '');
  pending = [];
  here = 0;
  now = 0;
  flush = createFlush(log, {
    later: (_, done) => pending.push(done),
    here: () => {
      here++;
    },
    now: () => now,
  });
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

it('who is alone waits right here once the disk has been quick, and not after it was slow', async () => {
  const flushed = async (tookMs: number, alone: boolean) => {
    const done = flush.done(alone);
    now += tookMs;
    pending.shift()?.(null);
    await done;
    return here;
  };
  expect(await flushed(0.1, true)).toBe(0);
  expect(await flushed(0.1, true)).toBe(1);
  expect(await flushed(5, false)).toBe(1);
  expect(await flushed(0.1, true)).toBe(1);
  expect(await flushed(0.1, true)).toBe(2);
});

it('a real file is flushed', async () => {
  const log = join(folder, 'real');
  await writeFile(log, 'x');
  const real = createFlush(log);
  await Promise.all([real.done(), real.done()]);
  await real.done(true);
  real.close();
});
