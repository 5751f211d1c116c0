/** Starts the real server as a process of its own, on a free port with a data folder that is thrown away. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type ServerUnderTest = {
  /** Such as `http://127.0.0.1:43123`. */
  origin: string;
  dataDir: string;
  pid: number;
  /** Everything that the server has written so far. */
  output(): string;
  /** Ends it as an operator does (SIGTERM), removes its data folder unless that was handed in, answers the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a power cut does (SIGKILL); the data folder stays. */
  kill(): Promise<void>;
};

export type ServerOptions = {
  /** Settings beside PORT, HOST and DATA_DIR. */
  env?: Record<string, string>;
  /** Data folder to use again, after `kill` for example. */
  dataDir?: string;
};

const entry = fileURLToPath(new URL('../src/server/main.ts', import.meta.url));

/** Rejects with what the server wrote when it exits instead of listening. */
export const startServer = async (options: ServerOptions = {}): Promise<ServerUnderTest> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'server-under-test-')));
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      LOG_FORMAT: 'json',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = collect(child);
  const origin = await listening(child, written);
  return {
    origin,
    dataDir,
    pid: child.pid ?? 0,
    output: () => written.text,
    stop: async () => {
      const code = await end(child, 'SIGTERM');
      if (!options.dataDir) await rm(dataDir, { recursive: true, force: true });
      return code;
    },
    kill: async () => {
      await end(child, 'SIGKILL');
    },
  };
};

const collect = (child: ChildProcess): { text: string } => {
  const written = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      written.text += text;
    });
  return written;
};

const listening = (child: ChildProcess, written: { text: string }): Promise<string> =>
  new Promise((resolve, reject) => {
    const look = () => {
      const url = /"url":"(http:[^"]+)"/.exec(written.text)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on('data', look);
    child.once('error', reject);
    child.once('close', () => reject(new Error(`The server did not start:\n${written.text}`)));
  });

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
};
