/** Serves the built site to GET and HEAD: precompressed, revalidated by tag; hashed assets for a year. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SiteFile, SiteFiles } from './site-files.ts';

export type Site = {
  /** Whether the path is a page or a file, with or without the slash at its end. */
  has(path: string): boolean;
  send(request: IncomingMessage, response: ServerResponse, path: string, search: string): void;
};

export const createSite = (files: SiteFiles): Site => {
  const notFound = files.get('/404.html');

  return {
    has: (path) => {
      const name = decoded(path);
      return name !== undefined && (files.has(name) || files.has(`${name}/`));
    },
    send: (request, response, path, search) => {
      const name = decoded(path);
      const file = name === undefined ? undefined : files.get(name);
      if (file) return sendFile(request, response, 200, file, cacheRule(path));
      // Only a path that is a page of the site is redirected, so it never leads elsewhere.
      if (name !== undefined && files.has(`${name}/`)) {
        response.setHeader('location', `${path}/${search}`);
        return sendText(response, 308, 'This page has a slash at its end.');
      }
      if (notFound) return sendFile(request, response, 404, notFound, 'no-cache');
      sendText(response, 404, 'There is nothing here.');
    },
  };
};

/** What stands in for a site that has not been built: the API works without it. */
export const missingSite: Site = {
  has: () => false,
  send: (_request, response) =>
    sendText(response, 503, 'The site has not been built. Run "npm run build", then start again.'),
};

const sendFile = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  file: SiteFile,
  cache: string,
): void => {
  response.setHeader('cache-control', cache);
  response.setHeader('etag', file.etag);
  if (file.br || file.gzip) response.setHeader('vary', 'accept-encoding');
  if (status === 200 && isFresh(request, file)) {
    response.writeHead(304).end();
    return;
  }
  const [encoding, body] = preferred(request, file);
  if (encoding) response.setHeader('content-encoding', encoding);
  response.writeHead(status, { 'content-type': file.type, 'content-length': body.length });
  response.end(body);
};

const sendText = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
  });
  response.end(`${text}\n`);
};

const cacheRule = (path: string): string =>
  path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache';

const decoded = (path: string): string | undefined => {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
};

const isFresh = (request: IncomingMessage, file: SiteFile): boolean =>
  (request.headers['if-none-match'] ?? '')
    .split(',')
    .some((tag) => tag.trim().replace(/^(W\/)?/, 'W/') === file.etag);

const preferred = (request: IncomingMessage, file: SiteFile): [string | undefined, Buffer] => {
  const header = request.headers['accept-encoding'];
  const accepted = (typeof header === 'string' ? header : '')
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter((part) => !/;\s*q=0(\.0*)?$/.test(part))
    .map((part) => part.replace(/;.*$/, ''));
  if (file.br && accepted.includes('br')) return ['br', file.br];
  if (file.gzip && accepted.includes('gzip')) return ['gzip', file.gzip];
  return [undefined, file.identity];
};
