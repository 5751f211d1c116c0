/** nginx and Caddy, with the very configurations of the network page (N1). */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writtenOrigin } from '../../domain/content-tokens.ts';
import { startNginx } from './nginx.ts';
import { freePort, type Running, startProgram } from './running.ts';
import { replaceIn } from './written-block.ts';

export type ProxyContext = {
  folder: string;
  /** The block of the page. */
  configuration: string;
  /** Where the gateway is reached over HTTPS. */
  tlsPort: number;
  authorityFile: string;
};

export type ReverseProxy = {
  name: string;
  /** The page's block with this title. */
  file: string;
  version: string[];
  start(context: ProxyContext): Promise<Running & { port: number }>;
};

const host = new URL(writtenOrigin).host;

/** Only the address of the gateway, the port and the trusted certificate differ from the page. */
const nginx: ReverseProxy = {
  name: 'nginx',
  file: 'tokenbay.conf',
  version: ['nginx', '-v'],
  start: async ({ folder, configuration, tlsPort, authorityFile }) => {
    const port = await freePort();
    let text = replaceIn(configuration, `server ${host}:443;`, `server 127.0.0.1:${tlsPort};`);
    text = replaceIn(text, 'listen 127.0.0.1:8080;', `listen 127.0.0.1:${port};`);
    text = replaceIn(text, '/etc/ssl/certs/ca-certificates.crt', authorityFile);
    return startNginx(folder, text, port);
  },
};

const caddy: ReverseProxy = {
  name: 'Caddy',
  file: 'Caddyfile',
  version: ['caddy', 'version'],
  start: async ({ folder, configuration, tlsPort, authorityFile }) => {
    const port = await freePort();
    let text = replaceIn(configuration, writtenOrigin, `https://127.0.0.1:${tlsPort}`);
    text = replaceIn(text, 'http://:8080', `http://:${port}`);
    const file = join(folder, 'Caddyfile');
    await writeFile(file, text);
    const env = { SSL_CERT_FILE: authorityFile, HOME: folder, XDG_DATA_HOME: folder };
    const args = ['run', '--config', file, '--adapter', 'caddyfile'];
    const running = await startProgram('caddy', args, { cwd: folder, port, env });
    return { ...running, port };
  },
};

export const reverseProxies: ReverseProxy[] = [nginx, caddy];
