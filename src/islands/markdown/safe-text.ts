/** Text and addresses that a model wrote, made safe to show: it may have been told to trick the reader. */

/** Controls that reorder what is read; text that is written right to left needs none of them. */
const reordering = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export const withoutReordering = (text: string): string => text.replace(reordering, '');

/** Where a link may lead: http, https and mail, or a path of this site. Anything else is no link. */
export const safeHref = (href: string): { href: string; external: boolean } | undefined => {
  const url = URL.parse(href.trim(), siteBase);
  if (!url || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return undefined;
  const external = url.origin !== siteBase;
  return { href: external ? url.href : url.pathname + url.search + url.hash, external };
};

/** Stands for this site, so that the same text gives the same links wherever it is read. */
const siteBase = 'https://site.invalid';

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Resolves the character references that Markdown lets through. */
export const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,6}));/g,
    (whole, decimal, hex, name) => {
      if (name) return named[name] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
    },
  );
