/** Placeholders in the text below the frontmatter: they are filled in within code, and nowhere else. */
import { type MdastNode, markdownToMdast, mdxToMdast } from 'satteri';
import { contentTokens } from '../domain/content-tokens.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';
import { placeholderFault, placeholdersIn } from './placeholders.ts';

export const bodyPlaceholderFaults = (content: Content): Fault[] =>
  allPages(content).flatMap(faultsIn);

const faultsIn = ({ file, path, body, bodyLine }: Page): Fault[] => {
  const found = placeholdersIn(body);
  if (found.length === 0) return [];
  const parse = path.endsWith('.mdx') ? mdxToMdast : markdownToMdast;
  let tree: MdastNode;
  try {
    tree = parse(body, { position: true });
  } catch (error) {
    return [
      { file, message: `It can't be read: ${error instanceof Error ? error.message : error}` },
    ];
  }
  const code = codeSpans(tree);
  return found.flatMap(({ name, index }) => {
    const inCode = code.some(([start, end]) => start <= index && index < end);
    if (inCode && contentTokens.some((known) => known === name)) return [];
    const line = bodyLine + body.slice(0, index).split('\n').length - 1;
    return [{ file, line, message: inCode ? placeholderFault(name, contentTokens) : onlyInCode }];
  });
};

const onlyInCode = 'Placeholders are filled in within code alone: put it between backticks.';

const codeSpans = (node: MdastNode): [number, number][] => {
  const { start, end } = node.position ?? {};
  if (node.type === 'code' || node.type === 'inlineCode')
    return start?.offset !== undefined && end?.offset !== undefined
      ? [[start.offset, end.offset]]
      : [];
  return 'children' in node ? node.children.flatMap(codeSpans) : [];
};
