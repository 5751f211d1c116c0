/** `npm run bench`: installs what is missing, then measures. Options follow after `--`. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { projectNode, requireSetupNode } from './node.mjs';
import { root } from './places.mjs';
import { command } from './progress.mjs';
import { run } from './run.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const main = join(root, 'tests/bench/main.ts');
  return run(await projectNode(), [main, ...process.argv.slice(2)]);
});
