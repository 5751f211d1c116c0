/**
 * One set-up of a recipe: a protocol, and what the app has to be told to use it. An app with a choice (a
 * provider for Claude and one for the rest, TypeScript or Python) has one set-up for each.
 *
 * Texts may hold {{origin}} (base URL without /v1), {{openai}} (with /v1), {{key}} and {{model}}.
 */
import { z } from 'zod';
import { lexCommand } from './command-line.ts';

export const text = (name: string, example: string) =>
  z
    .string({ error: `${name} must be a text, for example: ${example}` })
    .min(1, `${name} must not be empty; for example: ${example}`);

export const oneOf = <const Values extends readonly [string, ...string[]]>(
  name: string,
  values: Values,
) => z.enum(values, { error: `${name} must be one of: ${values.join(', ')}` });

export const unknownField =
  (where: string, fields: string) => (issue: { code?: string; keys?: string[] }) =>
    issue.code === 'unrecognized_keys'
      ? `${where} has a field that is not known: ${issue.keys?.join(', ')}. Known are: ${fields}.`
      : undefined;

const environmentVariable = z.strictObject(
  {
    name: z
      .string({ error: 'env[].name must be the name of a variable, such as OPENAI_BASE_URL' })
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'env[].name may have letters, digits and _ only'),
    value: z.string({
      error: "env[].value must be a text; write '{{key}}' or '{{origin}}', with the quotes",
    }),
  },
  { error: unknownField('env[]', 'name, value') },
);

const perSystem = z
  .strictObject(
    {
      linux: z.string().optional(),
      macos: z.string().optional(),
      windows: z.string().optional(),
    },
    { error: unknownField('files[].path', 'linux, macos, windows') },
  )
  .refine(
    (path) => path.linux ?? path.macos ?? path.windows,
    'files[].path needs the path on at least one of: linux, macos, windows',
  );

const fileFormats = ['json', 'yaml', 'toml', 'env', 'ini', 'text', 'js', 'ts', 'python'] as const;

const file = z
  .strictObject(
    {
      /** A path for each system, or one for all of them, relative to the reader's project. */
      path: z.union([perSystem, z.string().min(1)], {
        error: 'files[].path must be a path, or a path for each of: linux, macos, windows',
      }),
      format: oneOf('files[].format', fileFormats),
      content: text('files[].content', 'the whole file, after a |'),
    },
    { error: unknownField('files[]', 'path, format, content') },
  )
  .refine(
    ({ format, content }) => !quotesTokens.has(format) || tokensAreQuoted(content),
    'files[].content: in json, yaml, toml and programs a {{token}} stands within quotes, so that any value is safe there',
  );

const quotesTokens: ReadonlySet<string> = new Set(['json', 'yaml', 'toml', 'js', 'ts', 'python']);

/** YAML and TOML take backslash escapes in double quotes only; programs of this site use single ones, too. */
const tokensAreQuoted = (content: string): boolean =>
  content
    .split('\n')
    .flatMap((line) => [...line.matchAll(/\{\{\w+\}\}/g)].map(({ index }) => line.slice(0, index)))
    .every(
      (before) => count(before, '"') % 2 === 1 || count(before, "'") % 2 === 1 || /`/.test(before),
    );

const count = (text: string, part: string): number => text.split(part).length - 1;

/** `install` gets the app, `set-up` tells it about the gateway, `request` is the first request. */
const commandSteps = ['install', 'set-up', 'request'] as const;

const command = z.strictObject(
  {
    step: oneOf('commands[].step', commandSteps),
    run: text('commands[].run', 'npm install -g the-app').superRefine((run, context) => {
      const line = lexCommand(run);
      if ('fault' in line)
        context.addIssue({ code: 'custom', message: `commands[].run: ${line.fault}` });
    }),
    note: z.string().optional(),
  },
  { error: unknownField('commands[]', 'step, run, note') },
);

const field = z.strictObject(
  { field: text('fields[].field', 'Base URL'), value: text('fields[].value', "'{{openai}}'") },
  { error: unknownField('fields[]', 'field, value') },
);

/** What the verification needs to know beyond the recipe itself. `run: {}` is the usual one. */
const run = z.strictObject(
  {
    /** Variables for the runs alone: no updates, no telemetry, fewer retries. The page names them. */
    env: z.array(environmentVariable).optional(),
    /** The app streams its requests; false for one that waits for the whole answer. */
    stream: z.boolean().default(true),
    /** Command that prints the app's version; absent, the installed package tells it. */
    version: z.string().optional(),
    /** Longest time of one run, in seconds. */
    timeout: z.int().min(5).max(300).default(60),
    /** Small enough for `npm test`. */
    small: z.boolean().default(false),
  },
  { error: unknownField('run', 'env, stream, version, timeout, small') },
);

/** What the verification can install, into a place of its own: who installs, and which packages. */
export const installCommand = /^(npm|pip) install (?:-g |-D )?(.+)$/;

const setupFields =
  'name, protocol, baseUrl, where, fields, env, files, commands, note, run, notRun';

export const setupSchema = z
  .strictObject(
    {
      /** Tells this set-up from the others of the page: Claude, Other models, TypeScript, Python. */
      name: text('setups[].name', 'Claude'),
      protocol: oneOf('setups[].protocol', [
        'openai-chat',
        'openai-responses',
        'anthropic-messages',
      ]),
      /** What the app calls a base URL, in the form that it takes. */
      baseUrl: text('setups[].baseUrl', "'{{origin}}' or '{{openai}}', with the quotes"),
      /** For apps with a window: where the fields below are. */
      where: z.string().optional(),
      fields: z.array(field).optional(),
      env: z.array(environmentVariable).optional(),
      files: z.array(file).optional(),
      commands: z.array(command).optional(),
      note: z.string().optional(),
      run: run.optional(),
      /** Why `npm run verify` does not run it. */
      notRun: z.string().optional(),
    },
    { error: unknownField('setups[]', setupFields) },
  )
  .refine(
    ({ run, notRun }) => (run === undefined) !== (notRun === undefined),
    'a set-up has either "run: {}", which npm run verify obeys, or "notRun: the reason"',
  )
  .refine(
    ({ run, commands }) => !run || commands?.some(({ step }) => step === 'request'),
    'a set-up with "run" needs a command with "step: request": it is what the verification runs',
  )
  .refine(
    ({ run, commands = [] }) =>
      !run ||
      commands.every(({ step, run: line }) => step !== 'install' || installCommand.test(line)),
    'a set-up with "run" is installed by "npm install …" or "pip install …"; for another way write "notRun: the reason"',
  );

export type Setup = z.infer<typeof setupSchema>;
export type SetupFile = z.infer<typeof file>;
export type FileFormat = (typeof fileFormats)[number];
export type CommandStep = (typeof commandSteps)[number];
