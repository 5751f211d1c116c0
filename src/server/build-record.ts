/** What `npm run build` wrote about the site it built. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export type BuildRecord = {
  version: string;
  builtAt: string;
  /** Hash over everything the site was made from. */
  inputs: string;
  /** Folder of the site, beside the record. */
  site: string;
  /** CSP sources for the inline scripts and styles of the pages. */
  csp: { script: string[]; style: string[] };
};

const source = z.string().regex(/^'sha256-[A-Za-z0-9+/]{43}='$/);

const schema = z.object({
  version: z.string(),
  builtAt: z.string(),
  inputs: z.string(),
  site: z.string().regex(/^site-[0-9a-f]+$/),
  csp: z.object({ script: z.array(source), style: z.array(source) }),
});

/** Undefined when nothing has been built yet. */
export const readBuildRecord = async (dist: string): Promise<BuildRecord | undefined> => {
  try {
    return schema.parse(JSON.parse(await readFile(join(dist, 'build.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
