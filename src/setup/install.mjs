/** Installs the packages of the lockfile, unless they are there already. */
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './places.mjs';
import { SetupError, say, step, withHeartbeat } from './progress.mjs';
import { run } from './run.mjs';
import { inTurn } from './turns.mjs';

/** `freeBytes`: what the disk of the project still takes. */
export const ensureInstalled = async (freeBytes = freeOnDisk) => {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  await inTurn(
    () => isInstalled(wanted),
    () =>
      step(`Installing ${wanted.size} packages (needed once)`, () =>
        withHeartbeat(
          () => 'still installing',
          () => unlessFull(freeBytes, install),
        ),
      ),
  );
};

/** On a full disk npm neither ends nor says anything, so it is ended here. */
const unlessFull = async (freeBytes, work) => {
  const full = new AbortController();
  const watch = setInterval(() => {
    if (freeBytes() < 1_000_000) full.abort();
  }, 1_000);
  try {
    return await work(full.signal);
  } catch (error) {
    if (!full.signal.aborted) throw error;
    throw new SetupError(
      `The disk of ${root} is full, and the install was stopped. It needs about 1 GB: make room, then run the command again.`,
    );
  } finally {
    clearInterval(watch);
  }
};

const freeOnDisk = () => {
  const { bsize, bavail, bfree } = statfsSync(root);
  // A part is kept for root.
  return bsize * (process.getuid?.() === 0 ? bfree : bavail);
};

/**
 * npm writes `node_modules/.package-lock.json` as the last thing of an install, so it tells what is
 * really there. Optional packages are for other systems and may be absent.
 */
const isInstalled = (wanted) => {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const present = packagesOf(record);
  for (const [path, { version, optional }] of wanted)
    if (!optional && present.get(path)?.version !== version) return false;
  return true;
};

const packagesOf = (lockfile) => {
  const { packages } = JSON.parse(readFileSync(lockfile, 'utf8'));
  return new Map(Object.entries(packages).filter(([path]) => path !== ''));
};

const install = async (signal) => {
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  if (await succeeds(args, signal)) return;
  say('  The install failed; trying once more.');
  if (!(await succeeds(args, signal)))
    throw new SetupError(
      'The packages could not be installed. Check the message of npm above and the connection to the npm registry (npm ping), then run the command again.',
    );
};

/** What a signal ended is not tried again. */
const succeeds = async (args, signal) => {
  const status = await npm(args, signal);
  if (status > 128)
    throw new SetupError('The install was stopped. The next start does it from the beginning.');
  return status === 0;
};

/** The npm that started this script, else the one on the path. npm 10 goes on installing after Ctrl-C. */
const npm = (args, signal) => {
  const script = process.env.npm_execpath;
  const options = { cwd: root, abort: true, signal };
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
};
