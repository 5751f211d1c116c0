import { expect, test } from 'vitest';
import site from '../../site.config.ts';
import { attributes, builtSite } from './built-site.ts';

const built = builtSite();

const anchors = new Map(
  [...built.pages].map(([path, html]) => [path, new Set(attributes(html, '[a-z][\\w-]*', 'id'))]),
);

/** Answered by the server, not by a file of the site. */
const served = new Set(['/.well-known/security.txt', '/api/openapi.json', '/healthz', '/metrics']);

const target = (from: string, href: string): { path: string; anchor: string } | undefined => {
  const url = new URL(href, `http://docs${from}`);
  return url.host === 'docs'
    ? { path: decodeURI(url.pathname), anchor: decodeURIComponent(url.hash.slice(1)) }
    : undefined;
};

test('every link inside the site leads to a page and to a place on it', () => {
  const broken: string[] = [];
  for (const [from, html] of built.pages)
    for (const href of attributes(html, 'a', 'href')) {
      const to = target(from, href);
      if (!to || served.has(to.path)) continue;
      const places = anchors.get(to.path);
      const isRequest = to.anchor.startsWith('r=');
      if (!built.paths.has(to.path) || (to.anchor && !isRequest && !places?.has(to.anchor)))
        broken.push(`${from} -> ${href}`);
    }
  expect(broken).toEqual([]);
});

test('every link in the Markdown form of the pages leads to a page and to a place on it', () => {
  const broken: string[] = [];
  for (const path of built.paths) {
    if (!path.endsWith('.md') && !path.startsWith('/llms')) continue;
    for (const [, href = ''] of built.read(path).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (!href.startsWith(site.hosts.docs)) continue;
      const { pathname, hash } = new URL(href);
      if (served.has(pathname)) continue;
      const page = pathname.replace(/(index)?\.md$/, '/').replace('//', '/');
      const known = built.paths.has(pathname);
      const place = decodeURIComponent(hash.slice(1));
      if (!known || (place && !place.startsWith('r=') && !anchors.get(page)?.has(place)))
        broken.push(`${path} -> ${href}`);
    }
  }
  expect(broken).toEqual([]);
});

test('what a page loads is there, and comes from the site itself', () => {
  const missing: string[] = [];
  for (const [from, html] of built.pages) {
    const loaded = [
      ...attributes(html, 'script', 'src'),
      ...attributes(html, 'img', 'src'),
      ...[...html.matchAll(/<link\b[^>]*>/g)].flatMap(([link]) =>
        /rel="(stylesheet|preload|modulepreload|icon|shortcut icon)"/.test(link)
          ? attributes(link, 'link', 'href')
          : [],
      ),
    ];
    for (const href of loaded) {
      if (href.startsWith('data:')) continue;
      const to = target(from, href);
      if (!to || !built.paths.has(to.path)) missing.push(`${from} loads ${href}`);
    }
  }
  expect(missing).toEqual([]);
});

test('pages have one title, one first heading and ids that are there once', () => {
  const faults: string[] = [];
  for (const [path, html] of built.pages) {
    if ((html.match(/<title>[^<]+<\/title>/g) ?? []).length !== 1) faults.push(`${path}: title`);
    if ((html.match(/<h1\b/g) ?? []).length !== 1) faults.push(`${path}: h1`);
    if (!/<meta name="description" content="[^"]{40,}"/.test(html))
      faults.push(`${path}: description`);
    const ids = attributes(html, '[a-z][\\w-]*', 'id');
    const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (twice.length > 0) faults.push(`${path}: id ${twice.join(', ')}`);
  }
  expect(faults).toEqual([]);
});
