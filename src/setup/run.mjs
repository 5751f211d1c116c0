/** Child processes: with their output shown, or kept until something fails. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Signals that a supervisor or a terminal sends to end a program. */
const endSignals = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Exit status as a shell reports it: 128 + signal number for a process that a signal ended. */
const exitStatus = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Runs a program with this terminal as its own; answers its exit status. A signal is passed on to it; with
 * `abort` it is ended at once, for a program that has nothing to lose and does not listen. `signal`, an
 * AbortSignal, ends it at once, too, and rejects.
 */
export const run = (program, args, { env, cwd, abort = false, signal } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: 'inherit',
      cwd,
      env: { ...process.env, ...env },
      signal,
      killSignal: 'SIGKILL',
    });
    let aborted;
    const forward = (signal) => {
      if (abort) aborted = signal;
      child.kill(abort ? 'SIGKILL' : signal);
    };
    for (const signal of endSignals) process.on(signal, forward);
    const watch = whenShellDies(() => forward('SIGTERM'));
    const settled = () => {
      clearInterval(watch);
      for (const signal of endSignals) process.off(signal, forward);
    };
    child.once('error', (error) => {
      settled();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settled();
      resolve(aborted ? exitStatus(null, aborted) : exitStatus(code, signal));
    });
  });

/**
 * npm passes a signal to the shell that it runs a script in, and the shell dies without passing it
 * on; seen from here, the parent process changes.
 */
const whenShellDies = (stop) => {
  if (!process.env.npm_lifecycle_event) return undefined;
  const parent = process.ppid;
  return setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 300);
};

/** Runs a program and keeps what it writes; answers its exit status and output. */
export const capture = (program, args, { env, cwd } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd,
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ status: exitStatus(code, signal), output }));
  });
