/** The pages of the site as they were built, by their path. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const dist = fileURLToPath(new URL('../../dist', import.meta.url));

export type BuiltSite = {
  /** HTML of each page by its path, such as `/faq/`; the page for wrong addresses is `/404.html`. */
  pages: Map<string, string>;
  /** Paths of everything that is served. */
  paths: Set<string>;
  /** Text of one file by its path, such as `/faq.md`. */
  read(path: string): string;
};

export const builtSite = (): BuiltSite => {
  const record: unknown = JSON.parse(readFileSync(join(dist, 'build.json'), 'utf8'));
  if (!isRecord(record)) throw new Error('dist/build.json does not name the built site.');
  const folder = join(dist, record.site);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const path = (file: string) =>
    `/${relative(folder, file).split(sep).join('/')}`.replace(/\/index\.html$/, '/');
  return {
    pages: new Map(
      files
        .filter((file) => file.endsWith('.html'))
        .map((file) => [path(file), readFileSync(file, 'utf8')]),
    ),
    paths: new Set(files.map(path)),
    read: (wanted) => readFileSync(join(folder, wanted), 'utf8'),
  };
};

const isRecord = (value: unknown): value is { site: string } =>
  typeof value === 'object' && value !== null && 'site' in value && typeof value.site === 'string';

/** Values of an attribute in the order of the page, with character references read. */
export const attributes = (html: string, element: string, name: string): string[] =>
  [...html.matchAll(new RegExp(`<${element}\\b[^>]*?\\s${name}="([^"]*)"`, 'g'))].map(
    ([, value = '']) => text(value),
  );

const references: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Text of HTML without its tags. */
export const text = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (whole, name: string) =>
      name.startsWith('#x') || name.startsWith('#X')
        ? String.fromCodePoint(Number.parseInt(name.slice(2), 16))
        : (references[name] ?? whole),
    );
