/** The files that a recipe gives a reader to copy, filled in and read as what they say they are. */
import { parse as parseToml, TomlError } from 'smol-toml';
import { parseDocument } from 'yaml';
import { renderSetup, systems } from '../domain/recipe-render.ts';
import type { FileFormat, Setup, SetupFile } from '../domain/recipe-setup.ts';
import { parseJson } from './json.ts';

/** `line` is of the file's content, from 1. */
export type BrokenFile = { line: number; message: string };

export const brokenFile = (setup: Setup, file: SetupFile): BrokenFile[] =>
  parsers[file.format]?.(filledIn(setup, file)) ?? [];

/** No value has a line break, so lines stay what they are. */
const filledIn = (setup: Setup, file: SetupFile): string => {
  const values = { origin: 'https://api.example.com', model: 'a-model', key: { secret: 'sk-0' } };
  const [first] = systems.flatMap(
    (system) => renderSetup({ ...setup, files: [file] }, { ...values, system }).files,
  );
  return first?.text ?? '';
};

type Parser = (text: string) => BrokenFile[];

const json: Parser = (text) => {
  const parsed = parseJson(text);
  return 'message' in parsed ? [parsed] : [];
};

const yaml: Parser = (text) =>
  parseDocument(text).errors.map(({ message, linePos }) => ({
    line: linePos?.[0].line ?? 1,
    message: `This is no YAML: ${firstLine(message)}`,
  }));

const toml: Parser = (text) => {
  try {
    parseToml(text);
    return [];
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return [{ line: error.line, message: `This is no TOML: ${firstLine(error.message)}` }];
  }
};

const firstLine = (message: string): string =>
  `${message.split(/ at line \d|\n/)[0]?.replace('Invalid TOML document: ', '')}.`;

/** Other formats have no parser here. */
const parsers: Partial<Record<FileFormat, Parser>> = { json, yaml, toml };
