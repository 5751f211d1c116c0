/** `npm run check`: what `npm test` looks at first, without building or running anything. */
import { complaintOf, quickChecks } from './checks.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { command, say, seconds } from './progress.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  const environment = { ...nodeEnvironment(node), ASTRO_TELEMETRY_DISABLED: '1' };
  let failed = 0;
  for (const [name, args] of quickChecks) {
    const started = Date.now();
    const complaint = await complaintOf(node, args, environment);
    if (complaint !== undefined) {
      failed++;
      say(`\n${complaint}\n`);
    }
    const verdict = complaint === undefined ? 'ok    ' : 'FAILED';
    say(`${verdict}  ${seconds(Date.now() - started).padStart(8)}  ${name}`);
  }
  return failed === 0 ? 0 : 1;
});
