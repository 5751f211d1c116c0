/** The Node that runs the project: the one from the `node` package, else this one if it is new enough. */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { modules } from './places.mjs';
import { SetupError } from './progress.mjs';
import { capture } from './run.mjs';

/** First major version that runs the project's TypeScript as it is and has what the packages need. */
const neededMajor = 24;
const oldestForSetup = 20;

const major = (version) => Number(/^v?(\d+)/.exec(version)?.[1] ?? 0);

export const packagedNode = join(
  modules,
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Stops early, with the reason, on a Node that cannot even run the set-up. */
export const requireSetupNode = () => {
  if (major(process.version) < oldestForSetup)
    throw new SetupError(
      `Node ${oldestForSetup} or newer is needed; this is ${process.version}. Install one from https://nodejs.org and run the command again.`,
    );
};

/**
 * Path of the Node to run the project with. The `node` package fetches its binary in an install
 * script; where npm was told not to run scripts, the script is run here.
 */
export const projectNode = async () => {
  if (await works(packagedNode)) return packagedNode;
  if (major(process.version) >= neededMajor) return process.execPath;
  const fetched = await capture(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: join(modules, 'node'),
  });
  if (await works(packagedNode)) return packagedNode;
  throw new SetupError(
    `${fetched.output.trim()}\n\nNode ${neededMajor} could not be fetched from the npm registry, and this is ${process.version}. ` +
      `Allow install scripts for the package "node" (npm config get ignore-scripts must answer false), or install Node ${neededMajor} and run the command again.`,
  );
};

/** A binary for another system (musl, say) is there and does not start. */
const works = async (node) =>
  existsSync(node) &&
  (await capture(node, ['--version']).then(
    ({ status }) => status === 0,
    () => false,
  ));

/** Environment in which `node` means the project's Node, for the tools that start more processes. */
export const nodeEnvironment = (node) => ({
  PATH: [dirname(node), join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter),
});
