/**
 * Turns the MDX of a page into plain Markdown: imports go, components become what `parts` writes for them,
 * links inside the site lead to the Markdown form of their page. Everything else stays as the writer wrote it.
 */
import { type MdastNode, mdxToMdast } from 'satteri';

export type Attributes = Record<string, string>;

/** What a component is in Markdown, by its name. Undefined: its tags go and what stands inside stays. */
export type MarkdownParts = (name: string, attributes: Attributes) => string | undefined;

export type MarkdownOptions = {
  parts: MarkdownParts;
  /** Rewrites the address of a link. */
  link: (url: string) => string;
};

type Edit = { start: number; end: number; text: string };

export const mdxToMarkdown = (mdx: string, options: MarkdownOptions): string => {
  const edits = editsIn(mdxToMdast(mdx, { position: true }), mdx, options);
  return tidy(apply(mdx, edits));
};

const editsIn = (node: MdastNode, mdx: string, options: MarkdownOptions): Edit[] => {
  const [start, end] = span(node);
  const inner = () =>
    'children' in node ? node.children.flatMap((child) => editsIn(child, mdx, options)) : [];
  switch (node.type) {
    case 'mdxjsEsm':
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      return [{ start, end, text: '' }];
    case 'code':
      return [plainFence(mdx.slice(start, end), start)];
    case 'link': {
      const target = options.link(node.url);
      if (target === node.url) return inner();
      const at = mdx.lastIndexOf(node.url, end);
      return [...inner(), { start: at, end: at + node.url.length, text: target }];
    }
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement': {
      const text = options.parts(node.name ?? '', attributesOf(node));
      if (text !== undefined) return [{ start, end, text }];
      const [first] = span(node.children[0] ?? node);
      const [, last] = span(node.children.at(-1) ?? node);
      if (node.children.length === 0) return [{ start, end, text: '' }];
      const gap = node.type === 'mdxJsxFlowElement' ? '\n' : '';
      return [{ start, end: first, text: gap }, ...inner(), { start: last, end, text: gap }];
    }
    default:
      return inner();
  }
};

const span = (node: MdastNode): [number, number] => {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined)
    throw new Error(`The parser gave no position for a node of type ${node.type}.`);
  return [start.offset, end.offset];
};

/** The first line of a code block without the marks for tests; a file's name becomes a title. */
const plainFence = (block: string, start: number): Edit => {
  const [line = ''] = block.split('\n', 1);
  const [, open = '', language = ''] = /^(`{3,}|~{3,})(\S*)/.exec(line) ?? [];
  const file = / file="([^"]+)"/.exec(line)?.[1];
  const text = open ? `${open}${language}${file ? ` title="${file}"` : ''}` : line;
  return { start, end: start + line.length, text };
};

type Element = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

const attributesOf = (node: Element): Attributes =>
  Object.fromEntries(
    node.attributes.flatMap((attribute) =>
      attribute.type === 'mdxJsxAttribute' && typeof attribute.value === 'string'
        ? [[attribute.name, attribute.value]]
        : [],
    ),
  );

const apply = (text: string, edits: Edit[]): string => {
  let result = '';
  let position = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  return result + text.slice(position);
};

const tidy = (markdown: string): string => `${markdown.replace(/\n{3,}/g, '\n\n').trim()}\n`;
