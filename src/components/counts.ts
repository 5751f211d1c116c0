/** Numbers about these docs, counted at build time from what they count. */
import { getCollection } from 'astro:content';
import { faqEntries, proofsOf } from './faq/entries.ts';

export type Counted = 'answers' | 'tests' | 'samples';

const runnable = /^\s*```.* run="(?!no:)/gm;

export const counts = async (): Promise<Record<Counted, number>> => {
  const entries = await faqEntries();
  const pages = await getCollection('docs');
  return {
    answers: entries.length,
    tests: new Set(entries.flatMap(proofsOf).map(({ title }) => title)).size,
    samples: pages.reduce((sum, { body }) => sum + (body?.match(runnable)?.length ?? 0), 0),
  };
};
