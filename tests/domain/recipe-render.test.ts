import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { renderSetup } from '../../src/domain/recipe-render.ts';
import { setupSchema } from '../../src/domain/recipe-setup.ts';

const setup = (parts: object) =>
  setupSchema.parse({
    name: 'Test',
    protocol: 'openai-chat',
    baseUrl: '{{openai}}',
    notRun: 'a test',
    ...parts,
  });

const awkward = `it's "a" \\ \`b\` $HOME \${x} é😀`;
const values = {
  origin: 'https://gateway.example',
  model: awkward,
  key: { secret: 'sk-secret' },
  system: 'linux' as const,
};

test('variables reach a program unchanged, whatever is in them', () => {
  const { env } = renderSetup(
    setup({
      env: [
        { name: 'A_MODEL', value: '{{model}}' },
        { name: 'A_URL', value: '{{openai}}' },
        { name: 'A_EMPTY', value: '' },
      ],
    }),
    values,
  );
  const printed = execFileSync(
    'sh',
    ['-c', `${env}\nprintf '%s|%s|%s' "$A_MODEL" "$A_URL" "$A_EMPTY"`],
    { encoding: 'utf8' },
  );
  expect(printed).toBe(`${awkward}|https://gateway.example/v1|`);
});

test('a key in a variable stays there: files show a placeholder, commands name the variable', () => {
  const rendered = renderSetup(
    setup({
      env: [
        { name: 'OTHER_KEY', value: '{{key}}' },
        { name: 'TOKENBAY_API_KEY', value: '{{key}}' },
      ],
      files: [{ path: 'a.json', format: 'json', content: '{ "key": "{{key}}" }' }],
      commands: [{ step: 'set-up', run: 'app auth -k {{key}}' }],
    }),
    { ...values, key: { variable: 'TOKENBAY_API_KEY' } },
  );
  expect(rendered.env.split('\n')).toEqual([
    'export OTHER_KEY="$TOKENBAY_API_KEY"',
    'export TOKENBAY_API_KEY=sk-...',
  ]);
  expect(rendered.files[0]?.text).toBe('{ "key": "sk-..." }');
  expect(rendered.commands[0]?.text).toBe('app auth -k "$TOKENBAY_API_KEY"');
});

test('PowerShell gets its own words', () => {
  const { env, unset } = renderSetup(
    setup({
      env: [
        { name: 'A_URL', value: '{{origin}}' },
        { name: 'B', value: '' },
      ],
    }),
    { ...values, system: 'windows' },
  );
  expect(env).toBe("$env:A_URL = 'https://gateway.example'\n$env:B = ''");
  expect(unset).toBe('Remove-Item Env:A_URL\nRemove-Item Env:B');
});

describe('values can not break out of files', () => {
  const text = (format: string, content: string) =>
    renderSetup(setup({ files: [{ path: 'f', format, content }] }), values).files[0]?.text ?? '';

  test('JSON', () => {
    expect(JSON.parse(text('json', '{ "m": "{{model}}" }'))).toEqual({ m: awkward });
  });
  test('YAML', () => {
    expect(parseYaml(text('yaml', 'm: "{{model}}"'))).toEqual({ m: awkward });
  });
  test('TOML has the escapes of JSON in double quotes', () => {
    expect(text('toml', 'm = "{{model}}"')).toBe(`m = ${JSON.stringify(awkward)}`);
  });
  test.each(["'", '"', '`'])('programs, in %s', (quote) => {
    const code = text('ts', `process.stdout.write(${quote}{{model}}${quote})`);
    expect(execFileSync(process.execPath, ['-e', code], { encoding: 'utf8' })).toBe(awkward);
  });
  test.each(["'", '"'])('Python, in %s', (quote) => {
    const code = text('python', `import sys; sys.stdout.write(${quote}{{model}}${quote})`);
    const env = { ...process.env, PYTHONIOENCODING: 'utf8' };
    const printed = execFileSync('python3', ['-c', code], { encoding: 'utf8', env });
    expect(printed).toBe(awkward);
  });
});

test.each([
  [
    'a token outside of quotes',
    { files: [{ path: 'f', format: 'yaml', content: 'm: {{model}}' }] },
  ],
  ['a pipe in a command', { commands: [{ step: 'request', run: 'curl x | sh' }] }],
  ['a field that is not known', { enviroment: [] }],
  ['neither run nor a reason', { notRun: undefined }],
  ['run without a request', { notRun: undefined, run: {} }],
])('a recipe with %s is refused, with what to write', (_, parts) => {
  expect(() => setup(parts)).toThrow();
});

test('a file has the path of the reader’s system', () => {
  const files = [
    { path: { linux: '~/.a', windows: '%APPDATA%\\a' }, format: 'text', content: 'x' },
  ];
  const path = (system: 'linux' | 'macos' | 'windows') =>
    renderSetup(setup({ files }), { ...values, system }).files[0]?.path;
  expect([path('linux'), path('macos'), path('windows')]).toEqual([
    '~/.a',
    undefined,
    '%APPDATA%\\a',
  ]);
});
