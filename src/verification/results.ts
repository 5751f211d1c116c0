/** The result files of pages: read, and written with their seal. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SetupResult, sealResult, type Verified, verifiedSchema } from '../domain/verified.ts';
import type { RecipePage } from './pages.ts';
import { verifiedFolder } from './places.ts';

/** Undefined if there is none, or none that this version can read: it is made anew then. */
export const readVerified = async (page: string, folder = verifiedFolder) => {
  const file = join(folder, `${page}.json`);
  if (!existsSync(file)) return undefined;
  return verifiedSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
};

/** Puts new results in the place of older ones of the same set-up; those of set-ups that are gone go, too. */
export const writeResults = async (
  { page, recipe }: RecipePage,
  results: Omit<SetupResult, 'seal'>[],
  folder = verifiedFolder,
): Promise<void> => {
  const sealed = await Promise.all(results.map((result) => sealResult(page, result)));
  const known = [...sealed, ...((await readVerified(page, folder))?.setups ?? [])];
  const verified: Verified = {
    page,
    setups: recipe.setups.flatMap(({ name }) => known.find(({ setup }) => setup === name) ?? []),
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${page}.json`), `${JSON.stringify(verified, null, 2)}\n`);
};
