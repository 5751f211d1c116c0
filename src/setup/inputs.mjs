/** A hash over everything that the built site is made from: same hash, same site, no new build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';
import { siteConfigFile } from './site-config.mjs';

const files = ['astro.config.mjs', 'ec.config.mjs', 'tsconfig.json', 'package-lock.json'];

/** Folders whose files reach the browser, and the scripts that build them; the server's are left out. */
const folders = [
  'content',
  'public',
  'src/components',
  'src/domain',
  'src/islands',
  'src/pages',
  'src/setup',
  'src/styles',
  // The FAQ names the tests that prove its answers.
  'tests',
];

/** Files that sit in `src` itself, such as `content.config.ts`. */
const loose = () =>
  readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `src/${entry.name}`);

export const inputsHash = () => {
  const hash = createHash('sha256');
  const paths = [...files, ...loose(), ...folders.flatMap(filesBelow)].sort();
  for (const path of paths) {
    const file = join(root, path);
    if (existsSync(file)) hash.update(`${path}\0`).update(readFileSync(file)).update('\0');
  }
  const site = siteConfigFile();
  if (existsSync(site)) hash.update(readFileSync(site));
  return hash.digest('hex');
};

const filesBelow = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
      )
    : [];
