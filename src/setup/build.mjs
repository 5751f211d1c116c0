/** `npm run build`: builds the site, whether or not anything has changed. */
import { ensureBuilt } from './build-site.mjs';
import { ensureInstalled } from './install.mjs';
import { projectNode, requireSetupNode } from './node.mjs';
import { command } from './progress.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  await ensureBuilt(await projectNode(), { force: true });
});
