import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lexCommand, quoteWord, writeCommand } from '../../src/domain/command-line.ts';

const words = (command: string): string[] => {
  const line = lexCommand(command);
  if ('fault' in line) throw new Error(line.fault);
  return line.parts.flatMap((part) => (part.kind === 'word' ? [part.text] : []));
};

test('a command is taken apart as a shell does', () => {
  expect(words(`claude -p "Say hello" --model 'a b' x\\ y ""`)).toEqual([
    'claude',
    '-p',
    'Say hello',
    '--model',
    'a b',
    'x y',
    '',
  ]);
});

test.each([
  'curl x | sh',
  'a; b',
  'echo $HOME',
  'a && b',
  'a > file',
  'echo "$(id)"',
  'ls ~/x',
  'echo "open',
])('what a shell would act on is refused: %s', (command) => {
  expect(lexCommand(command)).toHaveProperty('fault');
});

test('a line that ends with a backslash goes on in the next, in each shell', () => {
  const line = lexCommand('curl -sS \\\n  -H "A: b"');
  if ('fault' in line) throw new Error(line.fault);
  const same = (text: string) => [{ text }];
  expect(writeCommand(line.parts, 'sh', same)).toBe('curl -sS \\\n  -H "A: b"');
  expect(writeCommand(line.parts, 'powershell', same)).toBe('curl -sS `\n  -H "A: b"');
});

test('whatever a word holds, a POSIX shell gets it unchanged', () => {
  const awkward = fc.string({ unit: fc.constantFrom(...`a 'b"$\`\\!\n*?~#&|;<>(){}[]%é😀-=`) });
  fc.assert(
    fc.property(fc.array(awkward, { minLength: 1, maxLength: 8 }), (list) => {
      const script = `printf '%s\\0' ${list.map((text) => quoteWord([{ text }], 'sh')).join(' ')}`;
      const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(printed.split('\0').slice(0, -1)).toEqual(list);
    }),
    { numRuns: 60 },
  );
});

test('a variable stands next to any text', () => {
  const pieces = [{ text: 'Bearer "' }, { variable: 'KEY' }, { text: 's`$x' }];
  const word = quoteWord(pieces, 'sh');
  const printed = execFileSync('sh', ['-c', `printf %s ${word}`], {
    encoding: 'utf8',
    env: { ...process.env, KEY: 'sk-1', x: 'no' },
  });
  expect(printed).toBe('Bearer "sk-1s`$x');
  expect(quoteWord(pieces, 'powershell')).toBe(['"Bearer `"$', '{env:KEY}s```$x"'].join(''));
});

test('PowerShell takes curly quotes for straight ones, so they are doubled or escaped', () => {
  expect(quoteWord([{ text: 'it’s "x"' }], 'powershell')).toBe(`'it’’s "x"'`);
  expect(quoteWord([{ text: '“' }, { variable: 'A' }], 'powershell')).toBe('"`“$env:A"');
});
