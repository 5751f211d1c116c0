/**
 * `npm run dev`: the site with hot reload, and the server that restarts when its code changes, behind
 * one origin. Mistakes in the content are named as they are written.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { watchContent } from './content.mjs';
import { startDevProxy } from './dev-proxy.mjs';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { bin, root } from './places.mjs';
import { command, SetupError, say } from './progress.mjs';
import { ensureSiteConfig } from './site-config.mjs';

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  const port = Number(process.env.PORT || 4321);
  if (!(port > 0 && port < 65_534)) throw new SetupError('PORT must be a number from 1 to 65533.');
  await ensureSiteConfig(node);
  const ports = { site: port + 1, server: port + 2 };
  const close = await startDevProxy(port, ports);
  const unwatch = watchContent(node);
  const env = { ...process.env, ...nodeEnvironment(node), ASTRO_TELEMETRY_DISABLED: '1' };
  const children = [
    spawn(
      node,
      [
        bin('astro', 'bin', 'astro.mjs'),
        'dev',
        '--port',
        String(ports.site),
        '--host',
        '127.0.0.1',
      ],
      { cwd: root, stdio: 'inherit', env },
    ),
    spawn(node, ['--watch', '--watch-preserve-output', join(root, 'src/server/main.ts')], {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...env,
        HOST: '127.0.0.1',
        PORT: String(ports.server),
        PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
      },
    }),
  ];
  say(`\nSite and API: http://localhost:${port}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => {
      for (const child of children) child.kill(signal);
    });
  // When one of the two ends, the other has no use.
  const code = await Promise.race(children.map(ended));
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map(ended));
  close();
  unwatch();
  return code;
});

function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? 0;
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 0)));
}
