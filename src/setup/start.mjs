/** `npm start`: installs what is missing, builds what has changed, then runs the server. */
import { ensureBuilt } from './build-site.mjs';
import { ensureInstalled } from './install.mjs';
import { projectNode, requireSetupNode } from './node.mjs';
import { serverArguments } from './places.mjs';
import { command } from './progress.mjs';
import { run } from './run.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  await ensureBuilt(node);
  return run(node, serverArguments);
});
