/** The real server as a process of its own, and what its gateway logged about a key. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxAccount } from '../domain/playground-api.ts';
import type { RequestLogPage, RequestLogRow } from '../domain/request-log.ts';
import { root } from './places.ts';

export type Gateway = {
  /** Such as `http://127.0.0.1:43123`. */
  origin: string;
  /** A key of a new sandbox account. */
  sandboxKey(): Promise<string>;
  /** The key's latest requests, newest first, once none of them is running any more. */
  requests(key: string): Promise<RequestLogRow[]>;
  stop(): Promise<void>;
};

/** `settings` are added to its environment. */
export const startGateway = async (settings: Record<string, string> = {}): Promise<Gateway> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'verify-data-'));
  const child = spawn(process.execPath, [join(root, 'src/server/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_FORMAT: 'json',
      SANDBOX_PACE: '0',
      DRAIN_SECONDS: '1',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const origin = await listening(child);
  return {
    origin,
    sandboxKey: async () => {
      const answer = await fetch(`${origin}/api/sandbox`, { method: 'POST' });
      return ((await bodyOf(answer)) as SandboxAccount).key.secret;
    },
    requests: (key) => settledRequests(origin, key),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

const bodyOf = async (answer: Response): Promise<unknown> => {
  if (!answer.ok)
    throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
};

const settledRequests = async (origin: string, key: string): Promise<RequestLogRow[]> => {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${origin}/v1/requests?limit=100`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { data } = (await bodyOf(answer)) as RequestLogPage;
    // A program that was ended leaves requests that the gateway is just about to settle.
    if (tries >= 50 || data.every(({ state }) => state === 'settled')) return data;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

const listening = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let written = '';
    const look = (text: string) => {
      written += text;
      const url = /"url":"(http:[^"]+)"/.exec(written)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.setEncoding('utf8').on('data', look);
    child.stderr?.setEncoding('utf8').on('data', look);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The server did not start:\n${written}`)));
  });
