import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

let project: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'install-'));
  const setup = fileURLToPath(new URL('../../src/setup', import.meta.url));
  await cp(setup, join(project, 'src/setup'), { recursive: true });
  await writeFile(
    join(project, 'package-lock.json'),
    '{ "packages": { "node_modules/some": { "version": "1.0.0" } } }',
  );
});
afterAll(() => rm(project, { recursive: true }));

/** An npm that goes on after Ctrl-C, as npm 10 does, or fails; `script` is started instead of `npm start`. */
const npm = async (behaviour: string, script = 'src/setup/start.mjs') => {
  const file = join(project, 'npm.js');
  await writeFile(
    file,
    `require('node:fs').appendFileSync('runs', process.pid + '\\n'); console.log('npm runs'); ${behaviour}`,
  );
  await writeFile(join(project, 'runs'), '');
  return start(script);
};

const start = (script = 'src/setup/start.mjs') =>
  spawn(process.execPath, [join(project, script)], {
    cwd: project,
    env: { PATH: process.env.PATH, npm_execpath: join(project, 'npm.js') },
  });

const runs = async () => (await readFile(join(project, 'runs'), 'utf8')).trim().split('\n');

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an install ends at %s although npm does not listen, and is not tried again',
  async (signal) => {
    const first = await npm(`process.on('${signal}', () => {}); setInterval(() => {}, 1000);`);
    let said = '';
    first.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.includes('npm runs')) first.kill(signal);
    });
    first.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(first, 'close');
    expect(code).toBe(1);
    expect(said).toContain('The install was stopped. The next start does it from the beginning.');
    const [pid, ...more] = await runs();
    expect(more).toEqual([]);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  },
);

test('an install that fails is tried once more', async () => {
  const first = await npm('process.exitCode = 1;');
  const [code] = await once(first, 'close');
  expect(code).toBe(1);
  expect(await runs()).toHaveLength(2);
});

test('an install on a full disk, on which npm never ends, is ended with what to do', async () => {
  await writeFile(
    join(project, 'full.mjs'),
    `import { ensureInstalled } from './src/setup/install.mjs';
    import { command } from './src/setup/progress.mjs';
    await command(() => ensureInstalled(() => 0));`,
  );
  const first = await npm('setInterval(() => {}, 1000);', 'full.mjs');
  let said = '';
  first.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(first, 'close');
  expect(code).toBe(1);
  expect(said).toMatch(/The disk of .+ is full, .+ make room/);
  const [pid, ...more] = await runs();
  expect(more).toEqual([]);
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});

test('two starts at once install once, also after one that was killed left its turn behind', async () => {
  const turn = join(project, 'dist/turn');
  await mkdir(join(project, 'dist'), { recursive: true });
  await writeFile(turn, '');
  await utimes(turn, new Date(0), new Date(0));
  const first = await npm(
    `const { cpSync } = require('node:fs');
    setTimeout(() => cpSync('package-lock.json', 'node_modules/.package-lock.json'), 1000);`,
  );
  const second = start();
  await Promise.all([once(first, 'close'), once(second, 'close')]);
  expect(await runs()).toHaveLength(1);
});
