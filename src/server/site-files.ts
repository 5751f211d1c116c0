/**
 * The built site in memory. What is not in the map does not exist, so no path leads out of the
 * folder, and a build that replaces the files under a running server changes nothing.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { lookup } from 'mrmime';

export type SiteFile = {
  type: string;
  /** Same content, same tag, on every instance; weak, as the encodings of a file share it. */
  etag: string;
  identity: Buffer;
  br?: Buffer;
  gzip?: Buffer;
};

/** Files by URL path: `/faq/` for `faq/index.html`, else as they are named. */
export type SiteFiles = Map<string, SiteFile>;

export const loadSiteFiles = (folder: string): SiteFiles => {
  const content = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [urlPath(folder, file), readFileSync(file)]),
  );
  const files: SiteFiles = new Map();
  for (const [path, identity] of content) {
    if (isVariant(path, content)) continue;
    files.set(pagePath(path), {
      type: contentType(path),
      etag: `W/"${createHash('sha256').update(identity).digest('base64url').slice(0, 22)}"`,
      identity,
      br: content.get(`${path}.br`),
      gzip: content.get(`${path}.gz`),
    });
  }
  return files;
};

const urlPath = (folder: string, file: string): string =>
  `/${relative(folder, file).split(sep).join('/')}`;

const pagePath = (path: string): string => path.replace(/\/index\.html$/, '/');

const isVariant = (path: string, content: Map<string, Buffer>): boolean =>
  /\.(br|gz)$/.test(path) && content.has(path.slice(0, -3));

const contentType = (path: string): string => {
  const type = lookup(path) ?? 'application/octet-stream';
  return /^text\/|\/(javascript|json|xml)$|\+(json|xml)$/.test(type)
    ? `${type}; charset=utf-8`
    : type;
};
