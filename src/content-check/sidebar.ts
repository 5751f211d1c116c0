/** Every page is in the sidebar, and the sidebar names no other. Integration pages list themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { idOfFile } from '../components/page-paths.ts';
import type { Content } from './content.ts';
import type { Fault } from './fault.ts';
import { parseJson } from './json.ts';

const file = 'content/sidebar.json';

const schema = z.array(z.strictObject({ label: z.string(), items: z.array(z.string()) }), {
  error: 'It must be a list of groups: { "label": "Start", "items": ["guide"] }.',
});

/** The home page, and the one for addresses that lead nowhere. */
const reachedOtherwise = new Set(['index', '404']);

export const sidebarFaults = ({ folder, docs }: Content): Fault[] => {
  const json = parseJson(readFileSync(join(folder, 'sidebar.json'), 'utf8'));
  if ('message' in json) return [{ file, ...json }];
  const groups = schema.safeParse(json.value);
  if (!groups.success) return groups.error.issues.map(({ message }) => ({ file, message }));
  const listed = new Set(groups.data.flatMap(({ items }) => items));
  const pages = new Map(docs.map((page) => [idOfFile(page.path), page.file]));
  return [
    ...[...pages]
      .filter(([id]) => !listed.has(id) && !reachedOtherwise.has(id))
      .map(([id, page]) => ({
        file: page,
        message: `It is not in the sidebar: write "${id}" into a group of ${file}.`,
      })),
    ...[...listed]
      .filter((id) => !pages.has(id))
      .map((id) => ({
        file,
        message: `It names "${id}", and there is no content/docs/${id}.mdx: mend or delete the name.`,
      })),
  ];
};
