/** A process of its own that reserves the request it is given, says so, and waits to be killed. */
import { reserve } from '../../src/storage/requests.ts';
import { openStore } from '../../src/storage/store.ts';

const { DATA_DIR = '', DATABASE_URL } = process.env;
const store = await openStore({
  dataDir: DATA_DIR,
  databaseUrl: DATABASE_URL,
  clock: { now: Date.now },
});
const { ok } = await reserve(store, JSON.parse(process.argv[2] ?? ''));
process.stdout.write(`${ok}\n`);
setInterval(() => undefined, 60_000);
