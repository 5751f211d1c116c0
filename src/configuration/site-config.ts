/** Reads and checks the operator's `site.config.ts`, or the file that SITE_CONFIG names. */
import { statSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { SiteConfig } from '../domain/site.ts';
import { ConfigurationError } from './configuration.ts';
import { plainWords } from './schema-words.ts';
import { siteSchema } from './site-schema.ts';

const usual = fileURLToPath(new URL('../../site.config.ts', import.meta.url));

const types = fileURLToPath(new URL('../domain/site.ts', import.meta.url));

/** What Node runs. */
const programs = ['.ts', '.mts', '.js', '.mjs'];

/** Throws a ConfigurationError that names each mistake by its place in the file. */
export const readSiteConfig = async (path: string | undefined): Promise<SiteConfig> => {
  const file = path ? resolve(path) : usual;
  if (!statSync(file, { throwIfNoEntry: false })?.isFile() || !programs.includes(extname(file)))
    throw new ConfigurationError(
      path
        ? 'SITE_CONFIG must be the path of a file that is there, such as /etc/site.config.ts: TypeScript or JavaScript.'
        : `${file} is missing.`,
    );
  const exported = await defaultExportOf(file);
  if (exported === undefined)
    throw new ConfigurationError(
      `${file} is not valid.\n  It has no default export. Write: export default defineSite({ … });`,
    );
  const parsed = siteSchema.safeParse(exported, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    [
      `${file} is not valid.`,
      ...parsed.error.issues.map(({ path: place, message }) => `${placeIn(place)} ${message}.`),
    ].join('\n  '),
  );
};

/** A file that was moved out of the project still imports by the way it knew. */
const defaultExportOf = async (file: string): Promise<unknown> => {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(file).href);
    return module.default;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'))
      throw error;
    const [fault] = error.message.split('\n');
    throw new ConfigurationError(
      `${file} is not valid.\n  ${fault}. Outside of the project write: import { defineSite } from '${types}';`,
    );
  }
};

/** As one would write it: `models[0].rates[1].input`. */
const placeIn = (path: PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('') || 'It';
