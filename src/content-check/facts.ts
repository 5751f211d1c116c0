/** Every fact of the operator is stated by an answer; more than one may state it. */
import { factIds } from '../components/faq/facts.ts';
import type { Content } from './content.ts';
import type { Fault } from './fault.ts';

export const factFaults = ({ faq }: Content): Fault[] => {
  // What an answer states is not known before it can be read, which is said elsewhere.
  if (faq.some(({ frontmatter }) => frontmatter?.data === undefined)) return [];
  const stated = new Set(
    faq.flatMap(({ frontmatter }) => {
      const facts: unknown = Object(frontmatter?.data).facts;
      return Array.isArray(facts) ? facts : [];
    }),
  );
  return factIds
    .filter((fact) => !stated.has(fact))
    .map((fact) => ({
      file: 'content/faq',
      message: `No answer states ${fact}: write it into the facts of the one that does, as in facts: [${fact}].`,
    }));
};
