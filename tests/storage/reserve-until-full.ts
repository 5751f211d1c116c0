/** A process of its own that reserves, one request after the other, until the store refuses; tells what was taken. */
import { reserve } from '../../src/storage/requests.ts';
import { openStore } from '../../src/storage/store.ts';
import { seed, startOf } from './seed.ts';

const s = await openStore({ dataDir: process.argv[2] ?? '', clock: { now: Date.now } });
const { account, key } = await seed(s, 1_000_000_000);
const taken: string[] = [];

const reserveUntilRefused = async (): Promise<unknown> => {
  const start = startOf(key);
  try {
    await reserve(s, start);
  } catch (error) {
    return error;
  }
  taken.push(start.id);
  return reserveUntilRefused();
};

const error = await reserveUntilRefused();
process.stdout.write(
  JSON.stringify({
    account: account.id,
    taken,
    error: error instanceof Error ? error.name : error,
  }),
);
process.exit(0);
