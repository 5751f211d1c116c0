/** All that is wrong with the content, before anything is built from it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { headingFaults } from './body-headings.ts';
import { linkFaults } from './body-links.ts';
import { partFaults } from './body-parts.ts';
import { bodyPlaceholderFaults } from './body-placeholders.ts';
import { unreadableFaults } from './body-tree.ts';
import { readContent } from './content.ts';
import { factFaults } from './facts.ts';
import type { Fault } from './fault.ts';
import { frontmatterPlaceholderFaults } from './frontmatter-placeholders.ts';
import { nameFaults } from './names.ts';
import { frontmatterFaults } from './page-frontmatter.ts';
import { recipeFileFaults } from './recipe-files.ts';
import { sampleFaults } from './sample-marks.ts';
import { secretFaults } from './secrets.ts';
import { sidebarFaults } from './sidebar.ts';
import { stringFaults } from './strings.ts';

/** `folder` is the content, `root` the project whose sources show its strings. */
export const contentFaults = (folder: string, root: string): Fault[] => {
  const content = readContent(folder);
  return [
    ...nameFaults(content),
    ...frontmatterFaults(content),
    ...recipeFileFaults(content),
    ...frontmatterPlaceholderFaults(content),
    ...unreadableFaults(content),
    ...headingFaults(content),
    ...partFaults(content, root),
    ...linkFaults(content),
    ...bodyPlaceholderFaults(content),
    ...secretFaults(content),
    ...sampleFaults(content),
    ...factFaults(content),
    ...sidebarFaults(content),
    ...stringFaults(content, sourcesIn(root)),
  ];
};

const sourcesIn = (root: string): Map<string, string> =>
  new Map(
    ['src/components', 'src/islands', 'src/pages'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(astro|tsx?)$/.test(name))
        .map((name): [string, string] => {
          const file = join(folder, name);
          return [file, readFileSync(join(root, file), 'utf8')];
        }),
    ),
  );
