/**
 * The recipe of an integration page: what an app has to be told to use the gateway, as data. It stands in
 * the page's frontmatter; page, configuration island and verification all read it.
 *
 * Texts may hold {{origin}} (base URL without /v1), {{openai}} (with /v1), {{key}} and {{model}}.
 */
import { z } from 'zod';

const text = (name: string, example: string) =>
  z
    .string({ error: `recipe.${name} must be a text, for example: ${example}` })
    .min(1, `recipe.${name} must not be empty; for example: ${example}`);

const oneOf = <const Values extends readonly [string, ...string[]]>(name: string, values: Values) =>
  z.enum(values, { error: `recipe.${name} must be one of: ${values.join(', ')}` });

const unknownField = (where: string, fields: string) => (issue: { code?: string | undefined }) =>
  issue.code === 'unrecognized_keys'
    ? `${where} has a field that is not known. Known are: ${fields}.`
    : undefined;

const environmentVariable = z.strictObject(
  {
    name: z
      .string({
        error: 'recipe.env[].name must be the name of a variable, such as OPENAI_BASE_URL',
      })
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'recipe.env[].name may have letters, digits and _ only'),
    value: z.string({
      error: "recipe.env[].value must be a text; write '{{key}}' or '{{origin}}', with the quotes",
    }),
  },
  { error: unknownField('recipe.env[]', 'name, value') },
);

const file = z.strictObject(
  {
    path: z
      .strictObject(
        {
          linux: z.string().optional(),
          macos: z.string().optional(),
          windows: z.string().optional(),
        },
        { error: unknownField('recipe.files[].path', 'linux, macos, windows') },
      )
      .refine(
        (path) => path.linux ?? path.macos ?? path.windows,
        'recipe.files[].path needs the path on at least one of: linux, macos, windows',
      ),
    format: oneOf('files[].format', ['json', 'yaml', 'toml', 'env', 'ini', 'text']),
    content: text('files[].content', 'the whole file, after a |'),
  },
  { error: unknownField('recipe.files[]', 'path, format, content') },
);

const command = z.strictObject(
  {
    run: text('commands[].run', 'npm install -g the-app'),
    note: z.string().optional(),
  },
  { error: unknownField('recipe.commands[]', 'run, note') },
);

const pitfall = z.strictObject(
  {
    symptom: text('pitfalls[].symptom', '404 right at the first message'),
    cause: text('pitfalls[].cause', 'The base URL ends in /v1.'),
    fix: text('pitfalls[].fix', 'Set the base URL to the origin alone.'),
  },
  { error: unknownField('recipe.pitfalls[]', 'symptom, cause, fix') },
);

const fields =
  'app, homepage, kind, protocols, package, env, files, commands, model, check, undo, pitfalls';

export const recipeSchema = z.strictObject(
  {
    app: text('app', 'Claude Code'),
    homepage: z.url({
      error: "recipe.homepage must be the address of the app's own documentation",
    }),
    kind: oneOf('kind', ['cli', 'ide', 'sdk', 'server', 'desktop']),
    protocols: z
      .array(oneOf('protocols', ['openai-chat', 'openai-responses', 'anthropic-messages']), {
        error:
          'recipe.protocols must be a list, the recommended protocol first: [anthropic-messages]',
      })
      .min(1, 'recipe.protocols must name at least one protocol'),
    /** Package on npm or PyPI, if the app is installed from there. */
    package: z.string().optional(),
    env: z.array(environmentVariable).optional(),
    files: z.array(file).optional(),
    commands: z.array(command).optional(),
    model: text('model', 'A Claude id from the Models page.'),
    check: text('check', 'How a reader sees that it works.'),
    undo: text('undo', 'How a reader takes it all back.'),
    pitfalls: z.array(pitfall, {
      error: 'recipe.pitfalls must be a list of symptom, cause and fix; [] if none is known',
    }),
  },
  { error: unknownField('recipe', fields) },
);

export type Recipe = z.infer<typeof recipeSchema>;
