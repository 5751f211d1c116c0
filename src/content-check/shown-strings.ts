/**
 * Which strings a source shows. Those whose name is put together as the program runs are left to the type
 * checker: it finds them too, but names the code instead of the file that lacks them.
 */
export type ShownString = {
  /** File of the string, `content/i18n/en.json`. */
  file: string;
  name: string;
  /** Where it is shown, `src/components/starlight/Footer.astro:27`. */
  shownBy: string;
};

const imported = /import (\w+) from '[^']*(content\/i18n\/en(?:\/[\w-]+)?\.json)'/g;

export const shownStrings = (source: string, code: string): ShownString[] => {
  const found = (file: string, pattern: RegExp): ShownString[] =>
    [...code.matchAll(pattern)].map((match) => ({
      file,
      name: match[1] ?? match[2] ?? '',
      shownBy: `${source}:${code.slice(0, match.index).split('\n').length}`,
    }));
  return [
    ...found('content/i18n/en.json', /\bt\(\s*'([^']+)'/g),
    ...[...code.matchAll(imported)].flatMap(([, name = '', file = '']) =>
      // A parameter may have the same name as the import; what every text has is then no string of ours.
      found(file, new RegExp(`(?<![-./\\w'])${name}(?:\\['([^']+)'\\]|\\.(\\w+))`, 'g')).filter(
        (string) => !Object.hasOwn(String.prototype, string.name),
      ),
    ),
  ];
};
