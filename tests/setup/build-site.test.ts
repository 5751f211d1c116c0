import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../src/setup/build-site.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const record = () => readFileSync(join(root, 'dist/build.json'), 'utf8');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a build that fails leaves the one before in place, though it is forced', async () => {
  const before = record();
  const { site }: { site: string } = JSON.parse(before);
  const node = join(folder, 'node');
  await writeFile(node, '#!/bin/sh\ncase "$*" in *astro*) exit 1;; esac\n');
  await chmod(node, 0o755);
  await expect(ensureBuilt(node, { force: true })).rejects.toThrow('could not be built');
  expect(record()).toBe(before);
  expect(existsSync(join(root, 'dist', site, 'index.html'))).toBe(true);
});

test.each(['build', 'start', 'dev'])(
  'npm run %s refuses a wrong site configuration in words, before anything is built',
  async (name) => {
    const file = join(folder, 'site.config.ts');
    await writeFile(file, 'export const site = {};\n');
    const started = promisify(execFile)(
      process.execPath,
      [join(root, 'src/setup', `${name}.mjs`)],
      { env: { ...process.env, SITE_CONFIG: file } },
    );
    await expect(started).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('It has no default export'),
    });
  },
);
