/** Ids of requests: `req_` and a ULID, so that they sort by time. */
import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = Buffer.allocUnsafe(4096);
let used = pool.length;

/** Random numbers from 0 to below 1, taken from a pool: asking the system for each is slow. */
const random = (): number => {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return (pool[used++] ?? 0) / 256;
};

const ulid = monotonicFactory(random);

export const requestId = (now: number): string => `req_${ulid(now)}`;
