import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
  return spawn(process.execPath, [join(project, script)], {
    cwd: project,
    env: { PATH: process.env.PATH, npm_execpath: file },
  });
};

const runs = async () => (await readFile(join(project, 'runs'), 'utf8')).trim().split('\n');

test.each(['SIGINT', 'SIGTERM'] as const)(
  'an install ends at %s although npm does not listen, and is not tried again',
  async (signal) => {
    const start = await npm(`process.on('${signal}', () => {}); setInterval(() => {}, 1000);`);
    let said = '';
    start.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (text.includes('npm runs')) start.kill(signal);
    });
    start.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(start, 'close');
    expect(code).toBe(1);
    expect(said).toContain('The install was stopped. The next start does it from the beginning.');
    const [pid, ...more] = await runs();
    expect(more).toEqual([]);
    expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
  },
);

test('an install that fails is tried once more', async () => {
  const start = await npm('process.exitCode = 1;');
  const [code] = await once(start, 'close');
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
  const start = await npm('setInterval(() => {}, 1000);', 'full.mjs');
  let said = '';
  start.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code] = await once(start, 'close');
  expect(code).toBe(1);
  expect(said).toMatch(/The disk of .+ is full, .+ make room/);
  const [pid, ...more] = await runs();
  expect(more).toEqual([]);
  expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH');
});
