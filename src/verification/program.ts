/** Runs a program to its end or to its time limit, and keeps what it wrote. */
import { spawn } from 'node:child_process';

export type ProgramResult = {
  /** Exit status; null if it was still running when its time was up. */
  exit: number | null;
  /** Standard output and error as they came. */
  output: string;
  /** Standard output alone. */
  stdout: string;
  seconds: number;
};

export type ProgramOptions = {
  cwd: string;
  env: Record<string, string | undefined>;
  timeoutMs: number;
};

/** Ends the program together with all that it started. Rejects only if it can't be started. */
export const runProgram = (
  program: string,
  args: string[],
  { cwd, env, timeoutMs }: ProgramOptions,
): Promise<ProgramResult> =>
  new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      endGroup(child.pid);
    }, timeoutMs);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      endGroup(child.pid);
      const exit = late ? null : (code ?? (signal ? 128 : 0));
      resolve({ exit, output, stdout, seconds: (performance.now() - started) / 1000 });
    });
    // What the program left running would hold its output open.
    child.once('exit', () => setTimeout(() => endGroup(child.pid), 500).unref());
  });

const endGroup = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};
