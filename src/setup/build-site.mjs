/**
 * Builds the site when something it is made from has changed. Each build has a folder of its own, even one
 * of the same inputs; `dist/build.json` names it and is written last: a failed build leaves the one before
 * in place.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compressAll } from './compress.mjs';
import { ensureContent } from './content.mjs';
import { collectHashes } from './csp-hashes.mjs';
import { inputsHash } from './inputs.mjs';
import { nodeEnvironment } from './node.mjs';
import { bin, buildRecord, dist, root } from './places.mjs';
import { SetupError, step, withHeartbeat } from './progress.mjs';
import { run } from './run.mjs';
import { ensureSiteConfig } from './site-config.mjs';
import { inTurn } from './turns.mjs';

/** Builds if needed; `force` builds in any case. */
export const ensureBuilt = async (node, { force = false } = {}) => {
  const inputs = inputsHash();
  await inTurn(
    () => !force && isCurrent(inputs),
    async () => {
      await ensureSiteConfig(node);
      await ensureContent(node);
      await step('Building the site (only when something has changed)', () => build(node, inputs));
    },
  );
};

const isCurrent = (inputs) => {
  if (!existsSync(buildRecord)) return false;
  const record = JSON.parse(readFileSync(buildRecord, 'utf8'));
  return record.inputs === inputs && existsSync(join(dist, record.site, 'index.html'));
};

const build = async (node, inputs) => {
  const site = `site-${inputs.slice(0, 12)}${Date.now().toString(16)}`;
  const folder = join(dist, site);
  const status = await withHeartbeat(
    () => 'still building',
    () =>
      run(node, [bin('astro', 'bin', 'astro.mjs'), 'build', '--outDir', folder], {
        cwd: root,
        env: { ...nodeEnvironment(node), ASTRO_TELEMETRY_DISABLED: '1' },
      }),
  );
  if (status !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new SetupError('The site could not be built; the message above says why.');
  }
  const files = filesBelow(folder);
  const [csp] = await Promise.all([hashesOf(files), compressAll(files)]);
  await writeRecord({
    version: await version(),
    builtAt: new Date().toISOString(),
    inputs,
    site,
    csp,
  });
  await removeOldBuilds(site);
};

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const hashesOf = async (files) => {
  const found = { script: new Set(), style: new Set() };
  for (const file of files)
    if (file.endsWith('.html')) collectHashes(await readFile(file, 'utf8'), found);
  return { script: [...found.script].sort(), style: [...found.style].sort() };
};

const version = async () => JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version;

const writeRecord = async (record) => {
  await mkdir(dist, { recursive: true });
  await writeFile(`${buildRecord}.new`, `${JSON.stringify(record, null, 2)}\n`);
  await rename(`${buildRecord}.new`, buildRecord);
};

/** A server that is running has its own build in memory, so the older ones can go. */
const removeOldBuilds = async (current) => {
  for (const name of readdirSync(dist))
    if (name.startsWith('site-') && name !== current)
      await rm(join(dist, name), { recursive: true, force: true });
};
