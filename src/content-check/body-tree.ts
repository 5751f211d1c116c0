/** The text of a page as a tree, or why it can't be read. */
import { type MdastNode, markdownToMdast, mdxToMdast } from 'satteri';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';

/** Undefined if it can't be read: `unreadableFaults` names that. */
export const bodyTree = (page: Page): MdastNode | undefined => {
  const read = readBody(page);
  return 'tree' in read ? read.tree : undefined;
};

export const unreadableFaults = (content: Content): Fault[] =>
  allPages(content).flatMap((page) => {
    const read = readBody(page);
    return 'fault' in read ? [read.fault] : [];
  });

/** Every node of the tree, in the order of the text. */
export const nodesIn = (node: MdastNode): MdastNode[] => [
  node,
  ...('children' in node ? node.children.flatMap(nodesIn) : []),
];

/** Line in the file on which a node begins. */
export const lineOfNode = ({ bodyLine }: Page, { position }: MdastNode): number =>
  bodyLine + (position?.start.line ?? 1) - 1;

type Read = { tree: MdastNode } | { fault: Fault };

/** Most checks look at the tree. */
const known = new WeakMap<Page, Read>();

const readBody = (page: Page): Read => {
  const read = known.get(page) ?? parseBody(page);
  known.set(page, read);
  return read;
};

const parseBody = ({ file, path, body, bodyLine }: Page): Read => {
  const parse = path.endsWith('.mdx') ? mdxToMdast : markdownToMdast;
  try {
    return { tree: parse(body, { position: true }) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // Such as "3:12: Unexpected character after `<`, … (mdx-jsx:unexpected-character)".
    const [, line, message = said] =
      /^(\d+):\d+: (.+?)(?: \([a-z-]+:[a-z-]+\))?$/s.exec(said) ?? [];
    const where = line === undefined ? {} : { line: bodyLine + Number(line) - 1 };
    return { fault: { file, ...where, message: `It can't be read: ${message}.` } };
  }
};
