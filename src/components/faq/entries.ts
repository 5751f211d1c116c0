/** Entries of the FAQ with their proofs, in the order in which the page shows them. */
import { type CollectionEntry, getCollection } from 'astro:content';
import { type FaqSection, faqSections } from '../faq-sections.ts';
import { type Proof, proofsByFact } from './proofs.ts';

export type FaqEntry = CollectionEntry<'faq'>;

const place = ({ data }: FaqEntry): number => faqSections.indexOf(data.section) * 1000 + data.order;

export const faqEntries = async (section?: FaqSection): Promise<FaqEntry[]> =>
  (await getCollection('faq', ({ data }) => !section || data.section === section)).toSorted(
    (a, b) => place(a) - place(b),
  );

const sources = import.meta.glob<string>(
  ['/tests/**/*.test.ts', '/tests/**/*.spec.ts', '!/tests/components/**'],
  { query: '?raw', import: 'default', eager: true },
);
const proofs = proofsByFact(
  new Map(Object.entries(sources).map(([path, text]) => [path.slice(1), text])),
);

/** Tests that prove what the entry states. */
export const proofsOf = ({ data }: FaqEntry): Proof[] => [
  ...new Map(
    data.facts.flatMap((fact) => proofs.get(fact) ?? []).map((proof) => [proof.title, proof]),
  ).values(),
];
