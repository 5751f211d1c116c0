/** The headings of a page: their levels, and those that every integration page has. */
import type { MdastNode } from 'satteri';
import { bodyTree, lineOfNode, nodesIn } from './body-tree.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';

/** Of an integration page, in this order. */
export const integrationSections = [
  'What you need',
  'Set-up',
  'First request',
  'Choosing a model',
  "What works and what doesn't",
  'Streaming and usage',
  'Prompt caching',
  'Cost traps',
  'Errors and fixes',
  'Undo',
];

export type Heading = { depth: number; text: string; line: number };

export const headingFaults = (content: Content): Fault[] => [
  ...allPages(content).flatMap(levelFaults),
  ...content.integrations.flatMap(sectionFaults),
];

export const headingsOf = (page: Page): Heading[] => {
  const tree = bodyTree(page);
  return (tree ? nodesIn(tree) : []).flatMap((node) =>
    node.type === 'heading'
      ? [{ depth: node.depth, text: textOf(node), line: lineOfNode(page, node) }]
      : [],
  );
};

const textOf = (node: MdastNode): string =>
  nodesIn(node)
    .map((each) => (each.type === 'text' || each.type === 'inlineCode' ? each.value : ''))
    .join('');

const levelFaults = (page: Page): Fault[] =>
  headingsOf(page).flatMap(({ depth, line }, index, all): Fault[] => {
    const { file } = page;
    if (depth === 1)
      return [{ file, line, message: 'The title is the only heading with one #: write ##.' }];
    // The answers of the FAQ stand below their questions, which are of the third level.
    const above = all[index - 1]?.depth ?? (page.path.startsWith('faq/') ? 3 : 1);
    return depth > above + 1
      ? [
          {
            file,
            line,
            message: `A level is left out above this heading: write ${'#'.repeat(above + 1)}.`,
          },
        ]
      : [];
  });

/** Pages of one app; the overview has no recipe. */
const sectionFaults = (page: Page): Fault[] => {
  if (Object(page.frontmatter?.data).recipe === undefined || !bodyTree(page)) return [];
  const sections = headingsOf(page).filter(({ depth }) => depth === 2);
  const wrong = integrationSections.findIndex((name, index) => sections[index]?.text !== name);
  const at = wrong === -1 ? integrationSections.length : wrong;
  const wanted = integrationSections[at];
  const found = sections[at];
  if (wanted === undefined && found === undefined) return [];
  const line = found?.line ?? page.bodyLine;
  const message = `Every integration page has the same sections in the same order. ${
    wanted === undefined
      ? `There is none after "${integrationSections.at(-1)}".`
      : `Here belongs: ## ${wanted}`
  }`;
  return [{ file: page.file, line, message }];
};
