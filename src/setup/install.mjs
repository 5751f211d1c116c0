/** Installs the packages of the lockfile, unless they are there already. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules, root } from './places.mjs';
import { SetupError, say, step, withHeartbeat } from './progress.mjs';
import { run } from './run.mjs';

export const ensureInstalled = async () => {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  if (isInstalled(wanted)) return;
  await step(`Installing ${wanted.size} packages (needed once)`, () =>
    withHeartbeat(() => 'still installing', install),
  );
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

const install = async () => {
  const args = ['ci', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  if (await succeeds(args)) return;
  say('  The install failed; trying once more.');
  if (!(await succeeds(args)))
    throw new SetupError(
      'The packages could not be installed. Check the message of npm above and the connection to the npm registry (npm ping), then run the command again.',
    );
};

/** What a signal ended is not tried again. */
const succeeds = async (args) => {
  const status = await npm(args);
  if (status > 128)
    throw new SetupError('The install was stopped. The next start does it from the beginning.');
  return status === 0;
};

/** The npm that started this script, else the one on the path. npm 10 goes on installing after Ctrl-C. */
const npm = (args) => {
  const script = process.env.npm_execpath;
  const options = { cwd: root, abort: true };
  if (script?.endsWith('.js')) return run(process.execPath, [script, ...args], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
};
