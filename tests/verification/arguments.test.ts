import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readArguments } from '../../src/verification/arguments.ts';

const known = ['aider', 'curl', 'network'];
const read = (...args: string[]) => readArguments(args, known);

test('without a name nothing is run: it says how the command is used, and which names there are', () => {
  expect(read()).toEqual({ text: expect.stringContaining('aider, curl, network'), exit: 2 });
  expect(read('--update')).toMatchObject({ exit: 2 });
  expect(read('--help')).toMatchObject({ exit: 0 });
});

test('a name or an option that is not known is named', () => {
  expect(read('curl', 'crul')).toEqual({
    text: expect.stringMatching(/^No such name: crul\./),
    exit: 2,
  });
  expect(read('--al')).toEqual({ text: expect.stringContaining('--al'), exit: 2 });
});

test('what was named is run, and everything when that is asked for', () => {
  expect(read('curl', '--update')).toEqual({ names: ['curl'], update: true });
  expect(read('--all')).toEqual({ names: known, update: false });
});

test('a Debian package that a check needs is named, and not installed unasked', async () => {
  const script = fileURLToPath(new URL('../../src/setup/verify.mjs', import.meta.url));
  const started = promisify(execFile)(process.execPath, [script, 'network'], {
    env: { PATH: '/nowhere' },
  });
  await expect(started).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/needs .*caddy.*apt-get install .*caddy.*--install/),
  });
});
