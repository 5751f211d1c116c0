/**
 * Installs an app as its page says, but into a cache of its own: `npm install -g X` and `pip install X`
 * put X there. Nothing on this machine is changed outside of the cache.
 */
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Setup } from '../domain/recipe.ts';
import { installCommand } from '../domain/recipe-setup.ts';
import { cache } from './places.ts';
import { runProgram } from './program.ts';

export type Installation = {
  version: string;
  /** Folders for the front of PATH. */
  path: string[];
  /** Folder that programs of a reader's project find packages in. */
  modules?: string;
};

/** This machine can't install from the package's registry. */
export class Unavailable extends Error {}

type Installer = 'npm' | 'pip';
export type Wanted = { installer: Installer; packages: string[] } | undefined;

/** What the install commands of a set-up ask for; undefined if it has none. */
const wantedPackages = ({ commands = [] }: Setup): Wanted => {
  const known = commands
    .filter(({ step }) => step === 'install')
    .map(({ run: command }) => installCommand.exec(command))
    .filter((part) => part !== null);
  const [first] = known;
  if (!first) return undefined;
  const installer: Installer = first[1] === 'pip' ? 'pip' : 'npm';
  const named = known.flatMap(([, , names = '']) => names.split(/\s+/));
  return {
    installer,
    packages: named.map((name) => name.replaceAll(/["']/g, '')),
  };
};

export type InstallOptions = { update: boolean };

export const install = async (setup: Setup, options: InstallOptions): Promise<Installation> => {
  const wanted = wantedPackages(setup);
  const installed = wanted ? await installOnce(wanted, options) : { version: '', path: [] };
  return setup.run?.version
    ? { ...installed, version: await askedVersion(setup.run.version, installed.path) }
    : installed;
};

const installing = new Map<string, Promise<Installation>>();

/** Set-ups that are run at the same time share an install of the same packages. */
const installOnce = (
  { installer, packages }: NonNullable<Wanted>,
  options: InstallOptions,
): Promise<Installation> => {
  const name = [installer, ...packages].join(' ');
  const running =
    installing.get(name) ??
    installers[installer](packages, options).finally(() => installing.delete(name));
  installing.set(name, running);
  return running;
};

const folderFor = async (installer: Installer, packages: string[], { update }: InstallOptions) => {
  const name = packages.join('+').replaceAll('@', '').replaceAll('/', '-').slice(0, 80);
  const folder = join(cache, installer, name);
  if (update) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  return folder;
};

const minutes = 60_000;
type Install = (packages: string[], options: InstallOptions) => Promise<Installation>;

const npm: Install = async (packages, options) => {
  const folder = await folderFor('npm', packages, options);
  const [main = ''] = packages;
  const manifest = join(folder, 'node_modules', main, 'package.json');
  if (!packages.every((name) => existsSync(join(folder, 'node_modules', name)))) {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
    const flags = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
    const { exit, output } = await runProgram('npm', ['install', ...flags, ...packages], {
      cwd: folder,
      env: process.env,
      timeoutMs: 10 * minutes,
    });
    if (exit !== 0) throw new Error(`npm could not install ${packages.join(' ')}:\n${output}`);
  }
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const modules = join(folder, 'node_modules');
  return { version, path: [join(modules, '.bin')], modules };
};

const pip: Install = async (packages, options) => {
  const folder = await folderFor('pip', packages, options);
  const bin = join(folder, 'bin');
  const run = (program: string, ...args: string[]) =>
    runProgram(program, args, { cwd: folder, env: process.env, timeoutMs: 10 * minutes });
  const done = join(folder, 'installed');
  if (!existsSync(done)) {
    const made = await run('python3', '-m', 'venv', folder);
    const got = made.exit === 0 ? await run(join(bin, 'pip'), 'install', '-q', ...packages) : made;
    if (got.exit !== 0)
      throw new Unavailable(`pip could not install ${packages.join(' ')} on this machine`);
    await writeFile(done, '');
  }
  const [main = ''] = packages;
  const { stdout } = await run(
    join(bin, 'python'),
    '-c',
    'import sys, importlib.metadata as m; print(m.version(sys.argv[1]))',
    main.replace(/[[=<>].*$/, ''),
  );
  return { version: stdout.trim(), path: [bin] };
};

const installers: Record<Installer, Install> = { npm, pip };

/** The first number with dots in what the command prints. */
const askedVersion = async (command: string, path: string[]): Promise<string> => {
  const { output } = await runProgram('bash', ['-c', command], {
    cwd: tmpdir(),
    env: { ...process.env, PATH: [...path, process.env.PATH].join(':') },
    timeoutMs: minutes,
  });
  return /\d+(?:\.\d+)+/.exec(output)?.[0] ?? 'unknown';
};
