/** Names of files are addresses: of a page, or of a place on the FAQ page. */
import { idOfFile } from '../components/page-paths.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';

export const nameFaults = (content: Content): Fault[] => [
  ...allPages(content).flatMap(badName),
  ...[...content.faq, ...content.integrations].flatMap(inFolder),
  ...sameAddress([...content.docs, ...content.integrations], idOfFile),
  ...sameAddress(content.faq, (path) => path.replace(/\.mdx?$/, '')),
];

const badName = ({ file, path }: Page): Fault[] =>
  /^([a-z0-9-]+\/)+[a-z0-9-]+\.mdx?$/.test(path)
    ? []
    : [{ file, message: 'Its name is its address: name it with a-z, 0-9 and - alone.' }];

const inFolder = ({ file, path }: Page): Fault[] => {
  const [kind, ...rest] = path.split('/');
  return rest.length > 1
    ? [{ file, message: `There are no folders here: move it to content/${kind}/${rest.at(-1)}.` }]
    : [];
};

const sameAddress = (pages: Page[], idOf: (path: string) => string): Fault[] =>
  pages.flatMap(({ file, path }, index) => {
    const first = pages.slice(0, index).find((each) => idOf(each.path) === idOf(path));
    return first
      ? [{ file, message: `It has the address of ${first.file}: rename one, or delete it.` }]
      : [];
  });
