/** nginx and Caddy in front of the server, with the very blocks of README. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeCertificates } from '../network/certificates.ts';
import { startNginx } from '../network/nginx.ts';
import { freePort, type Running, startProgram } from '../network/running.ts';
import { replaceIn } from '../network/written-block.ts';

export type Front = Running & {
  port: number;
  /** Authority that its certificate is to be trusted by, as PEM. */
  authority: string;
};

export type FrontProgram = {
  name: string;
  version: string[];
  /** Start of the block in README. */
  block: RegExp;
  start(folder: string, block: string, site: string): Promise<Front>;
};

/** Name that README's blocks are written for. */
export const host = 'docs.example.com';
const writtenSite = '127.0.0.1:4321';

/** Only the server's port, the own port and the certificate differ from README. */
const nginx: FrontProgram = {
  name: 'nginx',
  version: ['nginx', '-v'],
  block: /^```nginx\n([\s\S]*?)^```/m,
  start: async (folder, block, site) => {
    const port = await freePort();
    const { authority } = await makeCertificates(folder, host);
    let text = replaceIn(block, writtenSite, site);
    text = replaceIn(text, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
    text = replaceIn(text, '/etc/ssl/docs.pem', join(folder, 'host.pem'));
    text = replaceIn(text, '/etc/ssl/docs.key', join(folder, 'host.key'));
    return { ...(await startNginx(folder, text, port)), authority };
  },
};

const caddy: FrontProgram = {
  name: 'Caddy',
  version: ['caddy', 'version'],
  block: /^```text\n(docs\.example\.com \{[\s\S]*?)^```/m,
  start: async (folder, block, site) => {
    const port = await freePort();
    const options = [
      'local_certs',
      'skip_install_trust',
      'admin off',
      `https_port ${port}`,
      `http_port ${await freePort()}`,
    ];
    const file = join(folder, 'Caddyfile');
    const text = replaceIn(block, writtenSite, site);
    await writeFile(file, `{\n\t${options.join('\n\t')}\n}\n\n${text}`);
    const env = { HOME: folder, XDG_DATA_HOME: folder };
    const args = ['run', '--config', file, '--adapter', 'caddyfile'];
    const running = await startProgram('caddy', args, { cwd: folder, port, env });
    const authority = join(folder, 'caddy/pki/authorities/local/root.crt');
    return { ...running, port, authority: await readFile(authority, 'utf8') };
  },
};

export const frontPrograms: FrontProgram[] = [nginx, caddy];
