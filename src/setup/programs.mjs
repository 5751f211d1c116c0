/** Programs of the system: finding them, and Debian's packages when one is missing. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from './progress.mjs';
import { run } from './run.mjs';

/** First of `names` that is on the path or, given as a path, is there; undefined if none is. */
export const findProgram = (names) => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names
    .flatMap((name) => (/[\\/]/.test(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable);
};

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Installs a Debian package where that needs no password; answers whether it went well. */
export const aptInstall = async (name) => {
  const apt = findProgram(['apt-get']);
  const prefix = process.getuid?.() === 0 ? [] : [findProgram(['sudo']), '-n'];
  if (!apt || prefix.includes(undefined)) return false;
  say(`  Installing Debian's package "${name}".`);
  const get = (...args) => {
    const [program, ...rest] = [...prefix, apt, '-qq', ...args];
    return run(program, rest, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  };
  await get('update');
  return (await get('install', '-y', '--no-install-recommends', name)) === 0;
};
