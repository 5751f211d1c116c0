/** The checks that need nothing built: `npm run check` runs them alone, `npm test` runs them first. */
import { join } from 'node:path';
import { bin, root } from './places.mjs';
import { capture } from './run.mjs';
import { siteConfigCheck } from './site-config.mjs';

export const contentCheck = join(root, 'src/content-check/main.ts');

/** Each by its name, as arguments for Node. What a writer or an operator can mend comes first. */
export const quickChecks = [
  ['Site configuration', [siteConfigCheck]],
  ['Content', [contentCheck]],
  ['Format and lint (Biome)', [bin('@biomejs', 'biome', 'bin', 'biome'), 'check']],
  [
    'Types (Astro)',
    [bin('astro', 'bin', 'astro.mjs'), 'check', '--minimumFailingSeverity', 'hint'],
  ],
  ['Types (TypeScript)', [bin('typescript', 'bin', 'tsc'), '--noEmit']],
  [
    'Floors (dependency-cruiser)',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      'src',
      '--config',
      '.dependency-cruiser.mjs',
    ],
  ],
];

/** Answers what the check has to say; undefined if it has nothing to say. */
export const complaintOf = async (node, args, env) => {
  const { status, output } = await capture(node, args, { cwd: root, env });
  return status === 0 ? undefined : output.trim();
};
