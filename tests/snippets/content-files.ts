/** The files of content that have code blocks. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const content = fileURLToPath(new URL('../../content/', import.meta.url));

export type ContentFile = { name: string; text: string };

export const contentFiles = (): ContentFile[] =>
  ['docs', 'faq', 'integrations'].flatMap((folder) =>
    readdirSync(join(content, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.mdx?$/.test(name))
      .sort()
      .map((name) => ({
        name: `content/${folder}/${name}`,
        text: readFileSync(join(content, folder, name), 'utf8'),
      })),
  );
