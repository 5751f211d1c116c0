/** Finds the passage of the docs that answers a question; `sandbox/docs` answers with it. */
import MiniSearch, { type SearchResult } from 'minisearch';
import type { ContentTokens } from '../../domain/content-tokens.ts';
import { askedOfApp, namedApp } from './named-app.ts';
import { readSections, type Section } from './sections.ts';
import { terms } from './terms.ts';

export type Passage = {
  title: string;
  /** Path on the site, with the anchor of the passage: `/keys/#how-many-keys`. */
  path: string;
  /** Markdown. */
  text: string;
};

export type PassagesOptions = {
  /** Folder that holds `faq`, `docs` and `integrations`. */
  content: string;
  tokens: ContentTokens;
};

/** Longest passage, in characters; it ends with a whole paragraph, list or code block. */
const longestPassage = 900;

/** Longest question that is looked at. */
const longestQuestion = 600;

/** The docs are read and indexed at the first question. */
export const createPassages = (
  options: PassagesOptions,
): ((question: string) => Passage | undefined) => {
  let finder: ((question: string) => Passage | undefined) | undefined;
  return (question) => {
    finder ??= createFinder(readSections(options.content, options.tokens));
    return finder(question.slice(0, longestQuestion));
  };
};

const createFinder = (sections: Section[]) => {
  const index = new MiniSearch<Section>({
    idField: 'path',
    fields: ['title', 'page', 'summary', 'text'],
    tokenize: terms,
    processTerm: (term) => term,
  });
  index.addAll(sections);
  const byPath = new Map(sections.map((section) => [section.path, section]));
  const apps = sections.filter(({ path }) => /^\/integrations\/[^/]+\/$/.test(path));

  const search = (words: string[]): Section | undefined => {
    const [best] = index.search(words.join(' '), {
      boost: { title: 6, summary: 2, page: 3, text: 1 },
      // A status code says more than any word beside it.
      boostTerm: (term) => (/^[45]\d\d$/.test(term) ? 5 : 1),
      boostDocument: (path) => byPath.get(String(path))?.weight ?? 1,
      prefix: (term) => term.length > 4,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
    });
    return best && fits(best, words) ? byPath.get(String(best.id)) : undefined;
  };

  /** On the page of an app any mention will do; else the whole page is the answer. */
  const findOnPage = (app: string, asked: string[]): Section | undefined => {
    const [best] = index.search(asked.join(' '), {
      boost: { title: 3 },
      filter: ({ id }) => byPath.get(String(id))?.page === app,
    });
    return best ? byPath.get(String(best.id)) : apps.find(({ page }) => page === app);
  };

  return (question: string): Passage | undefined => {
    const app = namedApp(
      question,
      apps.map(({ title }) => title),
    );
    const asked = app === undefined ? [...new Set(terms(question))] : askedOfApp(question, app);
    const section = app === undefined ? search(asked) : findOnPage(app, asked);
    if (!section) return undefined;
    return { title: section.title, path: section.path, text: shortened(section.text, asked) };
  };
};

/** Half of the words are in the passage, and one of them in what it is about. */
const fits = (found: SearchResult, asked: string[]): boolean =>
  new Set(found.queryTerms).size >= asked.length / 2 &&
  Object.values(found.match).some((fields) => fields.some((field) => field !== 'text'));

const shortened = (text: string, asked: string[]): string => {
  let taken = '';
  for (const block of blocksOf(text)) {
    const part = block.length > longestPassage ? matchingItems(block, asked) : block;
    if (taken !== '' && taken.length + part.length > longestPassage) break;
    taken += taken === '' ? part : `\n\n${part}`;
  }
  return taken;
};

/** Of a long list, the items that have a word of the question; the whole block where that is none. */
const matchingItems = (block: string, asked: string[]): string => {
  const items = block.split(/^(?=- )/m);
  const matching = items.filter((item) => terms(item).some((term) => asked.includes(term)));
  return matching.length > 0 ? matching.join('').trim() : block;
};

/** Paragraphs, lists, tables and whole code blocks. */
const blocksOf = (text: string): string[] => {
  const blocks: string[] = [];
  let fenced = false;
  for (const block of text.split(/\n{2,}/)) {
    if (fenced) blocks[blocks.length - 1] += `\n\n${block}`;
    else blocks.push(block);
    if ((block.match(/^\s*```/gm)?.length ?? 0) % 2 === 1) fenced = !fenced;
  }
  return blocks;
};
