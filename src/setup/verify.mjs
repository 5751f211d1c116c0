/** `npm run verify`: runs the apps of the integration pages, and the proxies of the network page. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { root } from './places.mjs';
import { aptInstall, findProgram } from './programs.mjs';
import { command, SetupError } from './progress.mjs';
import { run } from './run.mjs';

/** Programs for the network page, and the Debian package that each comes with. */
const proxies = {
  nginx: 'nginx-light',
  caddy: 'caddy',
  mitmdump: 'mitmproxy',
  curl: 'curl',
  openssl: 'openssl',
};

const ensureProxies = async () => {
  for (const [program, name] of Object.entries(proxies)) {
    if (present(program) || ((await aptInstall(name)) && present(program))) continue;
    throw new SetupError(
      `The network page's check needs ${program}, and it could not be installed. ` +
        `Install it (Debian: apt-get install ${name}), or verify single pages: npm run verify -- claude-code`,
    );
  }
};

/** Debian keeps nginx off a user's path. */
const present = (program) => findProgram([program, `/usr/sbin/${program}`]) !== undefined;

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  const args = process.argv.slice(2);
  const names = args.filter((arg) => !arg.startsWith('-'));
  if (names.length === 0 || names.includes('network')) await ensureProxies();
  return run(node, [join(root, 'src/verification/main.ts'), ...args], {
    env: nodeEnvironment(node),
  });
});
