/** Where the verification reads, keeps and writes. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const integrations = join(root, 'content/integrations');
export const verifiedFolder = join(root, 'content/verified');
export const networkPage = join(root, 'content/docs/network.mdx');
export const cache = join(root, '.cache/verify');
export const readme = join(root, 'README.md');
