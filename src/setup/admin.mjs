/** `npm run admin -- …`: the operator's command line, under the project's Node. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { projectNode, requireSetupNode } from './node.mjs';
import { root } from './places.mjs';
import { command } from './progress.mjs';
import { run } from './run.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  return run(await projectNode(), [join(root, 'src/admin/main.ts'), ...process.argv.slice(2)]);
});
