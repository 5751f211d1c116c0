/** The site's content with some of its files changed, and what the check says about it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentFaults } from '../../src/content-check/check.ts';
import { faultText } from '../../src/content-check/fault.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const real = join(root, 'content');

/** What is said about the site's content with `files` (from `content`) in the place of what is there. */
export const said = (files: Record<string, string>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'content-'));
  try {
    cpSync(real, folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return contentFaults(folder, root).map(faultText);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

export const source = (name: string): string => readFileSync(join(real, name), 'utf8');

/** A file in which `from` is `to`. */
export const changed = (
  name: string,
  from: string | RegExp,
  to: string,
): Record<string, string> => {
  const text = source(name).replace(from, () => to);
  if (text === source(name)) throw new Error(`${name} has no ${from}.`);
  return { [name]: text };
};

/** Line of the first place of `text` in a file of the content. */
export const lineOf = (name: string, text: string): number => {
  const whole = source(name);
  return whole.slice(0, whole.indexOf(text)).split('\n').length;
};
