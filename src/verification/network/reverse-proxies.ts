/** nginx and Caddy, with the very configurations of the network page (N1). */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writtenOrigin } from '../../domain/content-tokens.ts';
import { freePort, type Running, startProgram } from './running.ts';

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

/** Replaces what must be there; a page that no longer says it is a fault. */
const replace = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`The page's configuration no longer has: ${from}`);
  return text.replace(from, to);
};

/** Only the address of the gateway, the port and the trusted certificate differ from the page. */
const nginx: ReverseProxy = {
  name: 'nginx',
  file: 'tokenbay.conf',
  version: ['nginx', '-v'],
  start: async ({ folder, configuration, tlsPort, authorityFile }) => {
    const port = await freePort();
    let text = replace(configuration, `server ${host}:443;`, `server 127.0.0.1:${tlsPort};`);
    text = replace(text, 'listen 127.0.0.1:8080;', `listen 127.0.0.1:${port};`);
    text = replace(text, '/etc/ssl/certs/ca-certificates.crt', authorityFile);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${join(folder, name)};`)
      .join('\n');
    const file = join(folder, 'nginx.conf');
    await writeFile(
      file,
      `daemon off;\npid ${join(folder, 'nginx.pid')};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary}\n${text}\n}\n`,
    );
    const running = await startProgram('nginx', ['-p', folder, '-c', file], { cwd: folder, port });
    return { ...running, port };
  },
};

const caddy: ReverseProxy = {
  name: 'Caddy',
  file: 'Caddyfile',
  version: ['caddy', 'version'],
  start: async ({ folder, configuration, tlsPort, authorityFile }) => {
    const port = await freePort();
    let text = replace(configuration, writtenOrigin, `https://127.0.0.1:${tlsPort}`);
    text = replace(text, 'http://:8080', `http://:${port}`);
    const file = join(folder, 'Caddyfile');
    await writeFile(file, text);
    const env = { SSL_CERT_FILE: authorityFile, HOME: folder, XDG_DATA_HOME: folder };
    const args = ['run', '--config', file, '--adapter', 'caddyfile'];
    const running = await startProgram('caddy', args, { cwd: folder, port, env });
    return { ...running, port };
  },
};

export const reverseProxies: ReverseProxy[] = [nginx, caddy];
