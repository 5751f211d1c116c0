/** A program that keeps running, such as a proxy, until it is told to end. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

export type Running = { stop(): Promise<void> };

export type RunningOptions = {
  cwd: string;
  env?: Record<string, string | undefined>;
  /** Port that it will listen on. */
  port: number;
};

/** Resolves once the program accepts connections; rejects with what it wrote if it ends before. */
export const startProgram = async (
  program: string,
  args: string[],
  { cwd, env, port }: RunningOptions,
): Promise<Running> => {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: 'pipe' });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      written += text;
    });
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${program} did not start:\n${written}`)));
  });
  await Promise.race([accepts(port, 20_000), ended]);
  ended.catch(() => {});
  return {
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
};

const accepts = async (port: number, withinMs: number): Promise<void> => {
  const until = Date.now() + withinMs;
  while (!(await canConnect(port))) {
    if (Date.now() > until) throw new Error(`Nothing listens on port ${port}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const canConnect = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

export const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};
