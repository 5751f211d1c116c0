/** What README says about the proxies in front of the server, with the real programs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Gateway, startGateway } from '../gateway.ts';
import { readme } from '../places.ts';
import { runProgram } from '../program.ts';
import { type Line, say } from '../report.ts';
import { ask, open } from './ask.ts';
import { type Front, type FrontProgram, frontPrograms, host } from './fronts.ts';

export const verifyDeployment = async (): Promise<Line[]> => {
  const lines: Line[] = [];
  for (const program of frontPrograms) {
    say(`> deployment: ${program.name}`);
    const name = `deployment: ${program.name}`;
    const version = await versionOf(program.version);
    const faults = await faultsOf(program).catch((error: Error) => [error.message]);
    lines.push(
      faults.length === 0
        ? { name, version, state: 'ok' }
        : { name, version, state: 'FAILED', detail: faults.join(' ') },
    );
  }
  return lines;
};

const faultsOf = async (program: FrontProgram): Promise<string[]> => {
  const block = program.block.exec(await readFile(readme, 'utf8'))?.[1];
  if (block === undefined) throw new Error(`README has no block for ${program.name}.`);
  const folder = await mkdtemp(join(tmpdir(), 'verify-deployment-'));
  // Slow enough that an answer is far from its end when a client has seen its beginning.
  const settings = { PUBLIC_URL: `https://${host}`, TRUST_PROXY: '1', SANDBOX_PACE: '200' };
  const gateway = await startGateway(settings);
  try {
    const front = await program.start(folder, block, new URL(gateway.origin).host);
    try {
      const faults: string[] = [];
      for (const check of checks) faults.push(...(await check(front, gateway)));
      return faults;
    } finally {
      await front.stop();
    }
  } finally {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

type Check = (front: Front, gateway: Gateway) => Promise<string[]>;

const unless = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);

const metrics: Check = async (front) => {
  const { status } = await ask(front, '/metrics');
  return unless(status === 404, `/metrics was answered with ${status}.`);
};

const secureCookie: Check = async (front) => {
  const { status, headers } = await ask(front, '/api/sandbox', { method: 'POST' });
  return [
    ...unless(status === 201, `A sandbox account was answered with ${status}.`),
    ...unless(/; Secure/.test(String(headers['set-cookie'])), 'The cookie is not secure.'),
    ...unless('strict-transport-security' in headers, 'HSTS is missing.'),
  ];
};

const chat = (key: string, words: number, most: number) => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}` },
  body: JSON.stringify({
    model: 'sandbox/echo',
    stream: true,
    max_tokens: most,
    messages: [{ role: 'user', content: 'word '.repeat(words) }],
  }),
});

/**
 * Who has seen the first event and hangs up can only be logged as gone if both passed at once. The whole
 * answer would fit into a proxy's buffer.
 */
const streamsAndHangsUp: Check = async (front, gateway) => {
  const key = await gateway.sandboxKey();
  const answer = await open(front, '/v1/chat/completions', chat(key, 15, 400));
  for await (const event of answer) if (String(event).includes('word')) break;
  const [row] = await gateway.requests(key);
  const seen = `${row?.status}, ${row?.outcome}`;
  return unless(
    row?.outcome === 'client_disconnected',
    `A stream hung up on was logged as ${seen}.`,
  );
};

const largeBody: Check = async (front, gateway) => {
  const key = await gateway.sandboxKey();
  const { status } = await ask(front, '/v1/chat/completions', chat(key, 1_900_000, 1));
  return unless(status === 200, `A body of 9.5 MB was answered with ${status}.`);
};

const mostAccounts = 100;

/** The limit on new accounts goes by address. */
const address: Check = async (front) => {
  const newAccount = async (from: string, claimed: number) => {
    const headers = { 'x-forwarded-for': `192.0.2.${claimed}` };
    return (await ask(front, '/api/sandbox', { method: 'POST', from, headers })).status;
  };
  let made = 0;
  while (made < mostAccounts && (await newAccount('127.0.0.1', made)) === 201) made += 1;
  return [
    ...unless(made < mostAccounts, 'A visitor has as many addresses as he claims.'),
    ...unless((await newAccount('127.0.0.2', 1)) === 201, 'All visitors have one address.'),
  ];
};

const checks: Check[] = [metrics, secureCookie, streamsAndHangsUp, largeBody, address];

const versionOf = async ([program = '', ...args]: string[]): Promise<string> => {
  const options = { cwd: tmpdir(), env: process.env, timeoutMs: 20_000 };
  return /\d+(?:\.\d+)+/.exec((await runProgram(program, args, options)).output)?.[0] ?? 'unknown';
};
