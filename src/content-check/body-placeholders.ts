/** Placeholders in the text below the frontmatter: they are filled in within code, and nowhere else. */
import type { MdastNode } from 'satteri';
import { contentTokens } from '../domain/content-tokens.ts';
import { bodyTree } from './body-tree.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';
import { placeholderFault, placeholdersIn } from './placeholders.ts';

export const bodyPlaceholderFaults = (content: Content): Fault[] =>
  allPages(content).flatMap(faultsIn);

const faultsIn = (page: Page): Fault[] => {
  const { file, body, bodyLine } = page;
  const found = placeholdersIn(body);
  const tree = found.length > 0 ? bodyTree(page) : undefined;
  if (!tree) return [];
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
