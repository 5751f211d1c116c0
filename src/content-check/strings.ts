/** The strings of the interface: files that can be read, and every string that the code shows by its name. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Content } from './content.ts';
import type { Fault } from './fault.ts';
import { parseJson } from './json.ts';
import { type ShownString, shownStrings } from './shown-strings.ts';

export const stringFaults = (
  { folder }: Content,
  sources: ReadonlyMap<string, string>,
): Fault[] => {
  const shown = [...sources].flatMap(([file, source]) => shownStrings(file, source));
  const files = readdirSync(join(folder, 'i18n'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const file = `content/i18n/${name.replaceAll('\\', '/')}`;
      const json = parseJson(readFileSync(join(folder, 'i18n', name), 'utf8'));
      if ('message' in json) return [{ file, ...json }];
      const strings: object = Object(json.value);
      return [
        ...notTexts(file, strings),
        ...missing(
          file,
          strings,
          shown.filter((each) => each.file === file),
        ),
      ];
    });
};

const notTexts = (file: string, strings: object): Fault[] =>
  Object.entries(strings)
    .filter(([, text]) => typeof text !== 'string')
    .map(([name]) => ({ file, message: `"${name}" must be a text between quotes.` }));

const missing = (file: string, strings: object, shown: ShownString[]): Fault[] =>
  [...new Map(shown.map((each) => [each.name, each])).values()]
    .filter(({ name }) => !namesOf(name).some((each) => each in strings))
    .map(({ name, shownBy }) => ({
      file,
      message: `"${name}" is missing, and ${shownBy} shows it: write "${name}": "the text".`,
    }));

/** A string with a number in it has a form for one and one for more. */
const namesOf = (name: string): string[] => [name, `${name}_one`, `${name}_other`];
