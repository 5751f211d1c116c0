/** Where things are in the project. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const modules = join(root, 'node_modules');
export const dist = join(root, 'dist');
export const buildRecord = join(dist, 'build.json');

/** The script behind a package's command, run as `node <script>` so that no shell is involved. */
export const bin = (...path) => join(modules, ...path);

/**
 * Arguments that start the server; all are settled by `npm run bench`. Left to itself, Node takes 130 MB
 * for short-lived objects before it clears them away; with 16 it takes as much processor time and 100 MB
 * less. And from what outlives the first moments it may conclude that all of its kind lives long, for as
 * long as the process does: then a tenth to a quarter of what the gateway can serve goes into clearing up.
 * And it forgets the code of what has not run for some collections, so that each quiet spell would cost
 * the requests after it a twentieth.
 */
export const serverArguments = [
  '--max-semi-space-size=16',
  '--no-allocation-site-pretenuring',
  '--no-flush-bytecode',
  join(root, 'src/server/main.ts'),
];
