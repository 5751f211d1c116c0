/** Placeholders in frontmatter: they are filled in within a recipe's set-ups and the summary of an answer. */
import { contentTokens } from '../domain/content-tokens.ts';
import { recipeTokens } from '../domain/recipe-render.ts';
import { allPages, type Content, type Page } from './content.ts';
import type { Fault } from './fault.ts';
import type { Path } from './frontmatter.ts';
import { placeholderFault, placeholdersIn } from './placeholders.ts';

export const frontmatterPlaceholderFaults = (content: Content): Fault[] =>
  allPages(content).flatMap(faultsIn);

const faultsIn = ({ file, path: page, frontmatter }: Page): Fault[] => {
  if (!frontmatter) return [];
  return textsIn(frontmatter.data, []).flatMap(({ path, text }) => {
    const known = knownAt(page, path);
    return placeholdersIn(text)
      .filter(({ name }) => !known.some((token) => token === name))
      .map(({ name, index }) => ({
        file,
        line: frontmatter.firstLineOf(path) + text.slice(0, index).split('\n').length - 1,
        message: placeholderFault(name, known),
      }));
  });
};

const knownAt = (page: string, path: Path): readonly string[] => {
  const place = path.join('.');
  if (inSetup.test(place)) return recipeTokens;
  return page.startsWith('faq/') && place === 'summary' ? contentTokens : [];
};

/** What `renderSetup` fills in. */
const inSetup =
  /^recipe\.setups\.\d+\.(baseUrl|env\.\d+\.value|files\.\d+\.content|commands\.\d+\.run|fields\.\d+\.value)$/;

const textsIn = (value: unknown, path: Path): { path: Path; text: string }[] => {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]));
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => textsIn(each, [...path, name]))
    : [];
};
