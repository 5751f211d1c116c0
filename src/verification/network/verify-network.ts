/** What the network page says about proxies, with the real programs. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CodeSample, codeSamples } from '../../domain/code-samples.ts';
import { writtenOrigin } from '../../domain/content-tokens.ts';
import type { Gateway } from '../gateway.ts';
import { networkPage } from '../places.ts';
import { runProgram } from '../program.ts';
import { type Line, say } from '../report.ts';
import { makeCertificates } from './certificates.ts';
import { clientFaults, clients, startMitm } from './mitm.ts';
import { type ReverseProxy, reverseProxies } from './reverse-proxies.ts';
import { eventsThrough } from './stream-check.ts';
import { startTlsFront } from './tls-front.ts';

export const verifyNetwork = async (gateway: Gateway): Promise<Line[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'verify-network-'));
  const samples = codeSamples(await readFile(networkPage, 'utf8'));
  const key = await gateway.sandboxKey();
  try {
    const lines: Line[] = [];
    for (const proxy of reverseProxies) {
      say(`> network: ${proxy.name}`);
      const work = () => passesEvents(proxy, { folder, samples, gateway, key });
      lines.push(
        await lineOf(`network: ${proxy.name} streams`, await version(proxy.version), work),
      );
    }
    say('> network: mitmproxy');
    lines.push(...(await mitmLines({ folder, samples, gateway, key })));
    return lines;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

type Context = { folder: string; samples: CodeSample[]; gateway: Gateway; key: string };

const passesEvents = async (proxy: ReverseProxy, context: Context): Promise<string[]> => {
  const { folder, samples, gateway, key } = context;
  const configuration = samples.find(({ marks }) => marks.file === proxy.file)?.code;
  if (configuration === undefined) return [`The page has no block with file="${proxy.file}".`];
  const certificates = await makeCertificates(folder, new URL(writtenOrigin).host);
  const front = await startTlsFront(gateway.origin, certificates);
  const { authorityFile } = certificates;
  try {
    const started = await proxy.start({
      folder,
      configuration,
      tlsPort: front.port,
      authorityFile,
    });
    try {
      const events = await eventsThrough(`http://127.0.0.1:${started.port}`, key, front);
      return events > 5 ? [] : [`Only ${events} events came.`];
    } finally {
      await started.stop();
    }
  } finally {
    front.stop();
  }
};

const mitmLines = async ({ folder, samples, gateway, key }: Context): Promise<Line[]> => {
  const bundle = samples.find(({ code }) => code.includes('proxy-ca.pem > bundle.pem'))?.code;
  const mitmVersion = await version(['mitmdump', '--version']);
  const mitm = await startMitm(folder, gateway.origin);
  try {
    const env = { PATH: process.env.PATH };
    const made = await runProgram('bash', ['-e', '-c', bundle ?? 'false'], {
      cwd: folder,
      env,
      timeoutMs: 10_000,
    });
    if (made.exit !== 0) throw new Error('The page no longer has a command that makes bundle.pem.');
    const lines: Line[] = [];
    for (const client of clients(folder)) {
      const work = () => clientFaults(client, { folder, proxy: mitm.url, key });
      lines.push(await lineOf(`network: mitmproxy and ${client.name}`, mitmVersion, work));
    }
    return lines;
  } finally {
    await mitm.stop();
  }
};

const lineOf = async (
  name: string,
  version: string,
  work: () => Promise<string[]>,
): Promise<Line> => {
  try {
    const faults = await work();
    return faults.length === 0
      ? { name, version, state: 'ok' }
      : { name, version, state: 'FAILED', detail: faults.join(' ') };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { name, version, state: 'FAILED', detail };
  }
};

const version = async ([program = '', ...args]: string[]): Promise<string> => {
  const options = { cwd: tmpdir(), env: process.env, timeoutMs: 20_000 };
  const { output } = await runProgram(program, args, options);
  return /\d+(?:\.\d+)+/.exec(output)?.[0] ?? 'unknown';
};
