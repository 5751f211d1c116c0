/** Thousands of bad requests over the socket: none is the server's fault, and none hears of its insides. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkLedger } from '../../src/storage/accounts.ts';
import { openStore } from '../../src/storage/store.ts';
import { newVisitor } from '../api/visitor.ts';
import { allSettled, tally } from './books.ts';
import { startFaultServer } from './fault-server.ts';
import { type RawAnswer, sendRaw } from './fuzz/raw-client.ts';
import { type BadRequest, badRequest } from './fuzz/requests.ts';
import { createProgress } from './progress.ts';
import { expectNoSecrets } from './secrets.ts';
import { badRequests, seed, timeFor } from './sizes.ts';
import { startSteeredUpstream } from './steered-upstream.ts';

const clients = 32;
const mostFaults = 10;

const statusesOf = ({ text }: RawAnswer): number[] =>
  Array.from(text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm), ([, status]) => Number(status));

const insides = /\n\s+at \S|node:internal|node_modules|\.ts:\d|SQLITE_|SqliteError/;

/** What is wrong with an answer; undefined when nothing is. */
const faultOf = (
  answer: RawAnswer,
  { marker, whole }: BadRequest,
  secret: string,
): string | undefined => {
  const statuses = statusesOf(answer);
  if (whole && statuses.length === 0) return 'No answer to a whole request.';
  if (answer.stuck) return 'The connection was left open.';
  if (statuses.some((status) => status >= 500)) return 'A 5xx for what the client did.';
  if (answer.text.includes(secret)) return 'A secret in an answer.';
  if (statuses.every((status) => status < 400)) return undefined;
  if (answer.text.toLowerCase().includes(marker)) return 'An echo of the request.';
  return insides.test(answer.text) ? 'The insides of the server.' : undefined;
};

test(
  `${badRequests} bad requests get no 5xx, no stack and no echo, and the server lives on`,
  async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'fuzz-'));
    const open = () => openStore({ dataDir, clock: { now: Date.now } });
    const place = { environment: { DATA_DIR: dataDir }, open };
    const upstream = await startSteeredUpstream();
    const server = await startFaultServer(place, upstream);
    // A test that fails does not leave its server behind.
    onTestFinished(() => server.kill());
    const visitor = newVisitor(server.origin);
    const { key } = await visitor.sandbox();
    const valid = { secret: key.secret, cookies: visitor.cookies() };
    const progress = createProgress('bad requests', badRequests);
    const statuses: string[] = [];
    const faults: object[] = [];
    let next = 0;

    const client = async (): Promise<void> => {
      while (next < badRequests && faults.length < mostFaults) {
        const number = next++;
        const request = badRequest(seed, number, valid);
        const answer = await sendRaw(server.origin, request);
        statuses.push(`${statusesOf(answer)[0] ?? 'none'}`);
        const fault = faultOf(answer, request, valid.secret);
        if (fault)
          faults.push({
            fault,
            number,
            request: request.bytes.toString('latin1', 0, 2_000),
            answer: answer.text.slice(0, 1_000),
          });
        progress.step('sent');
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    progress.done(`statuses: ${JSON.stringify(tally(statuses))}`);
    expect(faults).toEqual([]);

    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
    // The library for sessions calls it an error when two sign up at once with one address.
    const errors = /"level":"(error|fatal)"(?!.*"part":"auth")/;
    expect(
      server
        .output()
        .split('\n')
        .filter((line) => errors.test(line)),
    ).toEqual([]);
    const store = await open();
    await allSettled(store);
    expect(await checkLedger(store)).toEqual([]);
    await store.close();
    expect(await server.stop()).toBe(0);
    await expectNoSecrets(place, server.output());
    await upstream.close();
    rmSync(dataDir, { recursive: true });
  },
  timeFor(badRequests, 30),
);
