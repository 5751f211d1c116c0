/** What a page shows of a recipe, as blocks: its Markdown form prints them all, the page itself those to undo. */
import { defaultKeyVariable } from '../../domain/key.ts';
import { type RecipeValues, renderSetup, type System } from '../../domain/recipe-render.ts';
import type { CommandStep, FileFormat, Setup } from '../../domain/recipe-setup.ts';

export type RecipeBlock =
  /** Inline Markdown. */
  | { kind: 'text'; markdown: string }
  | { kind: 'fields'; rows: { field: string; value: string }[] }
  | { kind: 'code'; language: string; code: string; title?: string }
  | ({ kind: 'shell' } & ShellText);

/** The same in both shells. */
export type ShellText = { sh: string; powershell: string };

export type PageValues = Pick<RecipeValues, 'origin' | 'model'>;

const render = (setup: Setup, values: PageValues, system: System) =>
  renderSetup(setup, { ...values, key: { variable: defaultKeyVariable }, system });

/** Getting the app and telling it about the gateway. */
export const setupBlocks = (setup: Setup, values: PageValues): RecipeBlock[] => {
  const unix = render(setup, values, 'linux');
  const windows = render(setup, values, 'windows');
  return [
    ...commandBlocks(setup, values, 'install'),
    ...(setup.where ? [text(setup.where)] : []),
    ...(unix.fields.length > 0 ? [{ kind: 'fields' as const, rows: unix.fields }] : []),
    ...(unix.env ? [shell(unix.env, windows.env)] : []),
    ...unix.files.flatMap(({ path, format, text: code }): RecipeBlock[] => [
      { kind: 'code', language: languages[format], code: code.trimEnd(), title: path },
    ]),
    ...otherPaths(setup),
    ...commandBlocks(setup, values, 'set-up'),
    ...(setup.note ? [text(setup.note)] : []),
  ];
};

/** The first request. */
export const requestBlocks = (setup: Setup, values: PageValues): RecipeBlock[] =>
  commandBlocks(setup, values, 'request');

/** Taking the variables back. */
export const undoBlocks = (setup: Setup, values: PageValues): ({ kind: 'shell' } & ShellText)[] => {
  const sh = render(setup, values, 'linux').unset;
  return sh ? [shell(sh, render(setup, values, 'windows').unset)] : [];
};

const commandBlocks = (setup: Setup, values: PageValues, step: CommandStep): RecipeBlock[] => {
  const unix = render(setup, values, 'linux').commands;
  const windows = render(setup, values, 'windows').commands;
  return unix.flatMap((command, index) =>
    command.step === step
      ? [
          ...(command.note ? [text(command.note)] : []),
          shell(command.text, windows[index]?.text ?? command.text),
        ]
      : [],
  );
};

const text = (markdown: string): RecipeBlock => ({ kind: 'text', markdown });
const shell = (sh: string, powershell: string): { kind: 'shell' } & ShellText => ({
  kind: 'shell',
  sh,
  powershell,
});

/** The block's title is the path on Linux; a line below names the others. */
const otherPaths = ({ files = [] }: Setup): RecipeBlock[] =>
  files.flatMap(({ path }) => {
    if (typeof path === 'string') return [];
    const { linux, macos, windows } = path;
    const named = [
      ...(macos && macos !== linux ? [`macOS: \`${macos}\``] : []),
      ...(windows && windows !== linux ? [`Windows: \`${windows}\``] : []),
    ];
    return named.length > 0 ? [text(`${named.join(', ')}.`)] : [];
  });

/** What the highlighter calls a format. */
export const languages: Record<FileFormat, string> = {
  json: 'json',
  yaml: 'yaml',
  toml: 'toml',
  env: 'ini',
  ini: 'ini',
  text: 'text',
  js: 'js',
  ts: 'ts',
  python: 'python',
};
