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

/** Packages change the whole machine, so they are installed only if that was asked for. */
const ensureProxies = async (install) => {
  const missing = () => Object.entries(proxies).filter(([program]) => !present(program));
  if (install) for (const [, name] of missing()) await aptInstall(name);
  if (missing().length === 0) return;
  const programs = missing().map(([program]) => program);
  const packages = missing().map(([, name]) => name);
  throw new SetupError(
    `The check of the network page needs ${programs.join(', ')}, and ` +
      (install ? 'it could not be installed. ' : 'nothing is installed unasked. ') +
      `Install it: apt-get install ${packages.join(' ')}` +
      (install ? '' : ', or add --install, which does that as root or with sudo'),
  );
};

/** Debian keeps nginx off a user's path. */
const present = (program) => findProgram([program, `/usr/sbin/${program}`]) !== undefined;

await command(async () => {
  requireSetupNode();
  await ensureInstalled();
  const node = await projectNode();
  const args = process.argv.slice(2);
  const install = args.includes('--install');
  if (args.includes('network') || args.includes('--all')) await ensureProxies(install);
  return run(
    node,
    [join(root, 'src/verification/main.ts'), ...args.filter((arg) => arg !== '--install')],
    { env: nodeEnvironment(node) },
  );
});
