/** Numbers about these docs, counted at build time from what they count. */
import { getCollection } from 'astro:content';
import { codeSamples, type SampleFate, sampleFate } from '../domain/code-samples.ts';
import { faqEntries, proofsOf } from './faq/entries.ts';

export type Counted = 'answers' | 'tests' | 'samples' | 'samplesNotRun';

export const counts = async (): Promise<Record<Counted, number>> => {
  const entries = await faqEntries();
  const pages = await getCollection('docs');
  const fates = [...pages, ...entries].flatMap(({ body }) =>
    codeSamples(body ?? '').map(sampleFate),
  );
  const samplesThat = (kind: SampleFate['kind']) =>
    fates.filter((fate) => fate.kind === kind).length;
  return {
    answers: entries.length,
    tests: new Set(entries.flatMap(proofsOf).map(({ title }) => title)).size,
    samples: samplesThat('run'),
    samplesNotRun: samplesThat('not-run'),
  };
};
