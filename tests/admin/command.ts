/** Runs the operator's command line as a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export type Answer = { code: number; out: string; err: string };

/** What reaches a store from another process: `DATA_DIR`, `DATABASE_URL`. */
type Environment = Record<string, string>;

const root = fileURLToPath(new URL('../../', import.meta.url));

export const run = (program: string, args: string[], settings: Environment): Promise<Answer> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...settings };
    execFile(program, args, { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });

export const admin = (environment: Environment, ...args: string[]): Promise<Answer> =>
  run(process.execPath, ['src/admin/main.ts', ...args], environment);

/** What it prints with `--json`; it must say nothing else. */
export const json = async (environment: Environment, ...args: string[]) => {
  const { code, out, err } = await admin(environment, ...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
};
