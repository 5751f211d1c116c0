import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keepPrivate, makePrivateFolder } from '../storage/private-place.ts';

/**
 * The secret that signs session cookies: the configured one, else one made at the first start and
 * kept in the data folder, so that sessions outlive a restart.
 */
export const sessionSecret = async (configured: string | undefined, dataDir: string) => {
  if (configured) return configured;
  makePrivateFolder(dataDir);
  const file = join(dataDir, 'session-secret');
  try {
    await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    // Made at an earlier start, or by another instance just now.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  keepPrivate(file);
  return (await readFile(file, 'utf8')).trim();
};
