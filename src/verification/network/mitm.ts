/** mitmproxy breaks TLS for Node, Python and curl; what the network page says mends them (N2). */

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writtenOrigin } from '../../domain/content-tokens.ts';
import { runProgram } from '../program.ts';
import { freePort, type Running, startProgram } from './running.ts';

export type Mitm = Running & {
  /** Such as `http://127.0.0.1:8081`. */
  url: string;
};

/** A MITM proxy that takes requests for the gateway's public name to `origin`; its root ends up in `folder`. */
export const startMitm = async (folder: string, origin: string): Promise<Mitm> => {
  const port = await freePort();
  const running = await startProgram(
    'mitmdump',
    [
      ...['--listen-host', '127.0.0.1', '-p', String(port)],
      ...['--set', `confdir=${folder}`, '--set', 'connection_strategy=lazy', '-q'],
      ...['--map-remote', `|${writtenOrigin}/|${origin}/`],
    ],
    { cwd: folder, port },
  );
  const root = join(folder, 'mitmproxy-ca-cert.pem');
  if (!existsSync(root)) throw new Error('mitmproxy made no root certificate.');
  await writeFile(join(folder, 'proxy-ca.pem'), await readFile(root));
  return { ...running, url: `http://127.0.0.1:${port}` };
};

export type Client = {
  name: string;
  program: string;
  args: (proxy: string, key: string) => string[];
  /** What it says when it does not trust the proxy, as the page has it. */
  refusal: RegExp;
  /** What the page says to set. */
  fix: { env: Record<string, string> } | { args: string[] };
};

const models = `${writtenOrigin}/v1/models`;

export const clients = (folder: string): Client[] => [
  {
    name: 'Node',
    program: process.execPath,
    args: () => [
      '-e',
      `fetch('${models}', { headers: { authorization: 'Bearer ' + process.env.TOKENBAY_API_KEY } })
        .then((answer) => answer.text()).then(console.log, (error) => { console.log(error.cause?.code); process.exit(1); })`,
    ],
    refusal: /UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/,
    fix: { env: { NODE_EXTRA_CA_CERTS: join(folder, 'proxy-ca.pem') } },
  },
  {
    name: 'Python',
    program: 'python3',
    args: () => [
      '-c',
      `import os, urllib.request as u
print(u.urlopen(u.Request('${models}', headers={'authorization': 'Bearer ' + os.environ['TOKENBAY_API_KEY']})).read().decode())`,
    ],
    refusal: /CERTIFICATE_VERIFY_FAILED/,
    fix: { env: { SSL_CERT_FILE: join(folder, 'bundle.pem') } },
  },
  {
    name: 'curl',
    program: 'curl',
    args: (proxy, key) => [
      ...['-sS', '--fail-with-body', '--proxy', proxy, models],
      ...['-H', `Authorization: Bearer ${key}`],
    ],
    refusal: /\(60\) SSL certificate problem/,
    fix: { args: ['--cacert', join(folder, 'bundle.pem')] },
  },
];

/** Answers what is wrong: that it was not refused before, or that it fails with the fix. */
export const clientFaults = async (
  client: Client,
  { folder, proxy, key }: { folder: string; proxy: string; key: string },
): Promise<string[]> => {
  const run = async (fix?: Client['fix']) => {
    const more = fix && 'args' in fix ? fix.args : [];
    const { exit, output } = await runProgram(
      client.program,
      [...client.args(proxy, key), ...more],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HTTPS_PROXY: proxy,
          NODE_USE_ENV_PROXY: '1',
          TOKENBAY_API_KEY: key,
          ...(fix && 'env' in fix ? fix.env : {}),
        },
        timeoutMs: 30_000,
      },
    );
    return { exit, output };
  };
  const before = await run();
  const after = await run(client.fix);
  return [
    ...(before.exit !== 0 && client.refusal.test(before.output)
      ? []
      : [`Without the fix it was not refused as the page says: ${before.output.slice(-300)}`]),
    ...(after.exit === 0 && after.output.includes('sandbox/echo')
      ? []
      : [`With the fix it failed: ${after.output.slice(-300)}`]),
  ];
};
