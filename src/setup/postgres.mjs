/** PostgreSQL's programs, with which tests start a throw-away database of their own. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { aptInstall, findProgram } from './programs.mjs';
import { SetupError } from './progress.mjs';

/** Answers an environment in which `initdb` and `postgres` are on the path. */
export const ensurePostgres = async () => {
  const folder =
    programsFolder() ?? ((await aptInstall('postgresql')) ? programsFolder() : undefined);
  if (!folder)
    throw new SetupError(
      'The PostgreSQL tests need initdb and postgres, and they could not be installed. ' +
        'Install PostgreSQL 15 or newer (Debian: apt-get install postgresql), then run npm test again.',
    );
  return { PATH: [process.env.PATH ?? '', folder].join(delimiter) };
};

/** Debian keeps them off the path, in a folder per version. */
const programsFolder = () => {
  const onPath = findProgram(['initdb', 'initdb.exe']);
  if (onPath) return dirname(onPath);
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return undefined;
  return readdirSync(versions)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(versions, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')));
};
