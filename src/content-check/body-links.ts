/** Links lead to a page and to a place on it, and pictures are there. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MdastNode } from 'satteri';
import { idOfFile } from '../components/page-paths.ts';
import { headingsOf } from './body-headings.ts';
import { bodyTree, lineOfNode, nodesIn } from './body-tree.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';

export const linkFaults = (content: Content): Fault[] => {
  const places = placesOf(content);
  return allPages(content).flatMap((page) => {
    const tree = bodyTree(page);
    return (tree ? nodesIn(tree) : []).flatMap((node) => {
      const message = wrongLink(node, places) ?? wrongPicture(node, page, content);
      return message ? [{ file: page.file, line: lineOfNode(page, node), message }] : [];
    });
  });
};

/** What can be linked to on each page: `/keys/` has `how-many-keys`. Undefined for a page that can't be read. */
type Places = Map<string, Set<string> | undefined>;

const placesOf = ({ docs, integrations, faq }: Content): Places =>
  new Map(
    [...docs, ...integrations].map((page) => {
      const id = idOfFile(page.path);
      const address = id === 'index' ? '/' : `/${id.replace(/\/index$/, '')}/`;
      const entries =
        address === '/faq/' ? faq.map((entry) => entry.path.replace(/^faq\/|\.mdx?$/g, '')) : [];
      const ids = [...page.body.matchAll(/\bid="([^"]+)"/g)].map(([, name = '']) => name);
      const anchors = new Set([
        ...headingsOf(page).map(({ text }) => slug(text)),
        ...entries,
        ...ids,
      ]);
      return [address, bodyTree(page) && anchors];
    }),
  );

/** As the site's generator makes it, but for headings that are alike on one page. */
const slug = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

const wrongLink = (node: MdastNode, places: Places): string | undefined => {
  if (node.type !== 'link' && node.type !== 'definition') return undefined;
  const { url } = node;
  if (/^[a-z]+:/i.test(url) || url.startsWith('#')) return undefined;
  if (!url.startsWith('/')) return `Links inside the site begin with /, as in /keys/: ${url}`;
  const [path = '', anchor] = url.replace(/\?[^#]*/, '').split('#');
  if (/\.[a-z]+$/.test(path) || path.startsWith('/api/')) return undefined;
  if (!places.has(path))
    return `There is no page ${path}. A page's address is the name of its file, with / at both ends.`;
  const anchors = places.get(path);
  if (!anchor || !anchors || anchors.has(anchor)) return undefined;
  return `${path} has no heading for #${anchor}.`;
};

const wrongPicture = (node: MdastNode, page: Page, { folder }: Content): string | undefined => {
  if (node.type !== 'image') return undefined;
  const { url, alt } = node;
  if (/^[a-z]+:/i.test(url))
    return `A page loads nothing from elsewhere. Put the picture beside the page: ${url}`;
  if (!alt) return 'A picture needs words for those who do not see it, between the brackets.';
  const file = url.startsWith('/')
    ? join(folder, '../public', url)
    : join(folder, dirname(page.path), url);
  return existsSync(file) ? undefined : `There is no picture ${url}.`;
};
