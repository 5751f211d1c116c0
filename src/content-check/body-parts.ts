/** The components that a page uses: each imported, each there, and those of a recipe all used. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bodyTree, lineOfNode, nodesIn } from './body-tree.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';

/** What shows the recipe of an integration page. */
const recipeParts = ['RecipeSetup', 'RecipeRequest', 'RecipeErrors', 'RecipeUndo'];

/** `root` is the project, whose components the pages import. */
export const partFaults = (content: Content, root: string): Fault[] => [
  ...allPages(content).flatMap((page) => faultsIn(page, root)),
  ...content.integrations.flatMap(missingParts),
];

const faultsIn = (page: Page, root: string): Fault[] => {
  const tree = bodyTree(page);
  const nodes = tree ? nodesIn(tree) : [];
  const imports = nodes.flatMap((node) =>
    node.type === 'mdxjsEsm'
      ? [...node.value.matchAll(/^import (?:\{([^}]+)\}|(\w+)) from ['"](.+?)['"]/gm)].map(
          ([, several, one, from = '']) => ({
            names: (several ?? one ?? '').split(',').map((name) => name.trim()),
            from,
            line: lineOfNode(page, node),
          }),
        )
      : [],
  );
  const absent = imports.flatMap(({ from, line }) =>
    from.startsWith('#components/') && !existsSync(join(root, from.replace('#', 'src/')))
      ? [{ file: page.file, line, message: `There is no component ${from}.` }]
      : [],
  );
  const known = new Set(imports.flatMap(({ names }) => names));
  const unknown = nodes.flatMap((node): Fault[] => {
    if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return [];
    const name = node.name ?? '';
    if (!/^[A-Z]\w*$/.test(name) || known.has(name)) return [];
    const message = `<${name} /> needs an import: import ${name} from '#components/${name}.astro';`;
    return [{ file: page.file, line: lineOfNode(page, node), message }];
  });
  return [...absent, ...unknown];
};

const missingParts = (page: Page): Fault[] =>
  Object(page.frontmatter?.data).recipe === undefined
    ? []
    : recipeParts
        .filter((name) => !page.body.includes(`<${name} />`))
        .map((name) => ({
          file: page.file,
          line: page.bodyLine,
          message: `It does not show its whole recipe: <${name} /> is missing.`,
        }));
