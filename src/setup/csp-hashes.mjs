/**
 * Hashes of the inline scripts and styles of the built pages, for the Content-Security-Policy header.
 * Astro's own `security.csp` does not see the inline scripts of Starlight, hence after the build.
 */
import { createHash } from 'node:crypto';

const element = /<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/gi;

/** Adds what one page needs to `found`, a `{ script: Set, style: Set }`. */
export const collectHashes = (html, found) => {
  for (const [, name, attributes, text] of html.matchAll(element)) {
    const kind = name.toLowerCase();
    if (text === '' || (kind === 'script' && !runs(attributes))) continue;
    found[kind].add(sha256(text));
  }
};

/** False for scripts that load a file and for blocks of data, such as JSON-LD. */
const runs = (attributes) => {
  if (/\ssrc\s*=/i.test(attributes)) return false;
  const type = /\stype\s*=\s*["']?([^"'\s>]*)/i.exec(attributes)?.[1]?.toLowerCase() ?? '';
  return [
    '',
    'module',
    'text/javascript',
    'application/javascript',
    'importmap',
    'speculationrules',
  ].includes(type);
};

/** The browser hashes the text after the parser has turned CRLF into LF. */
const sha256 = (text) =>
  `'sha256-${createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('base64')}'`;
