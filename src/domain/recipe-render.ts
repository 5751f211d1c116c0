/**
 * Turns a set-up of a recipe and a reader's values into what the reader pastes: variables for the shell,
 * files, commands, fields. The page, the configuration island and the verification all render here, so
 * that what is shown is what was run.
 */
import { lexCommand, type Piece, quoteWord, type Shell, writeCommand } from './command-line.ts';
import type { CommandStep, FileFormat, Setup, SetupFile } from './recipe-setup.ts';

export const systems = ['linux', 'macos', 'windows'] as const;
export type System = (typeof systems)[number];

export type RecipeValues = {
  /** Origin of the gateway, without a path. */
  origin: string;
  model: string;
  key: KeyText;
  system: System;
};

/** The secret itself, or the variable of the reader's shell that has it: then files say `sk-...`. */
export type KeyText = { secret: string } | { variable: string };

export const keyPlaceholder = 'sk-...';

export type RenderedFile = { path: string; format: FileFormat; text: string };
export type RenderedCommand = { step: CommandStep; text: string; note?: string };
export type RenderedSetup = {
  shell: Shell;
  /** What the app calls its base URL, in the form that it takes. */
  baseUrl: string;
  /** Lines that set the variables in the shell; empty if there are none. */
  env: string;
  /** Lines that unset them. */
  unset: string;
  files: RenderedFile[];
  commands: RenderedCommand[];
  fields: { field: string; value: string }[];
};

const shellOf = (system: System): Shell => (system === 'windows' ? 'powershell' : 'sh');

export const renderSetup = (setup: Setup, values: RecipeValues): RenderedSetup => {
  const shell = shellOf(values.system);
  const env = setup.env ?? [];
  return {
    shell,
    baseUrl: fill(setup.baseUrl, plainValues(values)),
    env: env.map(({ name, value }) => setVariable(name, value, values)).join('\n'),
    unset: env.map(({ name }) => unsetVariable[shell](name)).join('\n'),
    files: (setup.files ?? []).flatMap((file) => renderFile(file, values)),
    commands: (setup.commands ?? []).map(({ step, run, note }) => ({
      step,
      text: renderCommand(run, values),
      note,
    })),
    fields: (setup.fields ?? []).map(({ field, value }) => ({
      field,
      value: fill(value, plainValues(values)),
    })),
  };
};

/** A command for the shell of `values.system`, with every value quoted as that shell needs it. */
const renderCommand = (run: string, values: RecipeValues): string => {
  const line = lexCommand(run);
  if ('fault' in line) throw new TypeError(`The command can't be read: ${line.fault}.`);
  return writeCommand(line.parts, shellOf(values.system), (word) => piecesOf(word, values));
};

const setVariable = (name: string, value: string, values: RecipeValues): string => {
  const shell = shellOf(values.system);
  // A variable set to itself would set nothing.
  const itself = 'variable' in values.key && values.key.variable === name;
  const pieces = itself
    ? [{ text: fill(value, plainValues(values)) }]
    : piecesOf(value, values).filter((piece) => !('text' in piece && piece.text === ''));
  if (shell === 'powershell') return `$env:${name} = ${asString(pieces)}`;
  return `export ${name}=${pieces.length === 0 ? '' : quoteWord(pieces, 'sh')}`;
};

/** PowerShell reads a bare word after `=` as a command, so there it is always quoted. */
const asString = (pieces: Piece[]): string => {
  const word = pieces.length === 0 ? "''" : quoteWord(pieces, 'powershell');
  return /^['"]/.test(word) ? word : `'${word}'`;
};

const unsetVariable: Record<Shell, (name: string) => string> = {
  sh: (name) => `unset ${name}`,
  powershell: (name) => `Remove-Item Env:${name}`,
};

const renderFile = ({ path, format, content }: SetupFile, values: RecipeValues): RenderedFile[] => {
  const here = typeof path === 'string' ? path : path[values.system];
  if (here === undefined) return [];
  const escaped = escapes[format] ?? ((value: string) => value);
  const safe = Object.fromEntries(
    Object.entries(plainValues(values)).map(([name, value]) => [name, escaped(value)]),
  );
  return [{ path: here, format, text: fill(content, safe) }];
};

const escapeJson = (value: string): string => JSON.stringify(value).slice(1, -1);
const escapeProgram = (value: string): string =>
  escapeJson(value).replaceAll("'", "\\'").replaceAll('`', '\\`').replaceAll('${', '\\${');

/** Values stand within quotes in these formats (the recipe's schema says so). */
const escapes: Partial<Record<FileFormat, (value: string) => string>> = {
  json: escapeJson,
  yaml: escapeJson,
  toml: escapeJson,
  js: escapeProgram,
  ts: escapeProgram,
  python: (value) => escapeJson(value).replaceAll("'", "\\'"),
};

const plainValues = ({ origin, model, key }: RecipeValues): Record<string, string> => ({
  origin,
  openai: `${origin}/v1`,
  model,
  key: 'secret' in key ? key.secret : keyPlaceholder,
});

/** What a recipe may leave to be filled in, as `{{origin}}`. */
export const recipeTokens = ['origin', 'openai', 'model', 'key'] as const;

const token = new RegExp(`\\{\\{(${recipeTokens.join('|')})\\}\\}`);
const tokens = new RegExp(token, 'g');

const fill = (text: string, values: Record<string, string>): string =>
  text.replaceAll(tokens, (whole, name: string) => values[name] ?? whole);

/** Like `fill`, but the key stays a variable if that is what the reader has. */
const piecesOf = (text: string, values: RecipeValues): Piece[] => {
  const plain = plainValues(values);
  const pieces = text.split(token).map((part, index): Piece => {
    if (index % 2 === 0) return { text: part };
    if (part === 'key' && 'variable' in values.key) return { variable: values.key.variable };
    return { text: plain[part] ?? '' };
  });
  return pieces.filter((piece) => 'variable' in piece || piece.text !== '' || pieces.length === 1);
};
