/** `npm run verify`: runs the apps of the integration pages, and the proxies of the network page and of README. */
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { nodeEnvironment, projectNode, requireSetupNode } from './node.mjs';
import { root } from './places.mjs';
import { aptInstall, findProgram } from './programs.mjs';
import { command, SetupError } from './progress.mjs';
import { run } from './run.mjs';

/** Programs for the proxies of README and of the network page, and the Debian package that each comes with. */
const deployment = { nginx: 'nginx-light', caddy: 'caddy', openssl: 'openssl' };
const network = { ...deployment, mitmdump: 'mitmproxy', curl: 'curl' };

/** Packages change the whole machine, so they are installed only if that was asked for. */
const ensurePrograms = async (check, programs, install) => {
  const missing = () => Object.entries(programs).filter(([program]) => !present(program));
  if (install) for (const [, name] of missing()) await aptInstall(name);
  if (missing().length === 0) return;
  const names = missing().map(([program]) => program);
  const packages = missing().map(([, name]) => name);
  throw new SetupError(
    `The check of the ${check} needs ${names.join(', ')}, and ` +
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
  const wanted = (name) => args.includes(name) || args.includes('--all');
  if (wanted('network')) await ensurePrograms('network page', network, install);
  if (wanted('deployment')) await ensurePrograms('deployment', deployment, install);
  return run(
    node,
    [join(root, 'src/verification/main.ts'), ...args.filter((arg) => arg !== '--install')],
    { env: nodeEnvironment(node) },
  );
});
