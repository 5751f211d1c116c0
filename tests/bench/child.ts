/** Processes of the bench: how one says that it listens, and how one is started and ended. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Listens on a free port and prints it. Ends when the parent does. */
export const announce = (server: Server): void => {
  server.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  process.on('disconnect', () => process.exit(0));
};

export type Child = { origin: string; pid: number; stop(): Promise<void> };

export type ChildOptions = {
  args: string[];
  env?: Record<string, string>;
  /** Where it will listen, for a program that does not say so. */
  origin?: string;
};

/** Resolves when the program has printed its origin, or answers at the one that is given. */
export const startChild = async ({ args, env = {}, origin }: ChildOptions): Promise<Child> => {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const found = origin ? await answering(child, origin) : await printed(child);
  // What else it prints is read and thrown away, so that it never waits for its output.
  child.stdout?.resume();
  return {
    origin: found,
    pid: child.pid ?? 0,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
};

const printed = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      if (text.length > 100_000) return;
      text += bytes;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (url) resolve(url);
    });
    child.once('exit', () => reject(new Error(`A process of the bench did not start.\n${text}`)));
  });

const answering = async (child: ChildProcess, origin: string): Promise<string> => {
  for (let attempt = 0; attempt < 200 && child.exitCode === null; attempt++) {
    const answer = await fetch(origin).catch(() => undefined);
    if (answer) return origin;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing answers at ${origin}.`);
};
