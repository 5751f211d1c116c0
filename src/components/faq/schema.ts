/** What may stand in the frontmatter of an answer of the FAQ. */
import { z } from 'zod';
import { unknownField } from '../../domain/recipe-setup.ts';
import { faqSections } from '../faq-sections.ts';
import { factIds } from './facts.ts';
import { scenarioNames } from './scenarios.ts';

export const faqSchema = z.strictObject(
  {
    question: z
      .string({ error: 'question must be the question as a reader would ask it' })
      .min(5, 'question must be a whole question'),
    section: z.enum(faqSections, { error: `section must be one of: ${faqSections.join(', ')}` }),
    order: z.int({ error: 'order must be a whole number: the place within the section' }),
    facts: z
      .array(
        z.enum(factIds, {
          error: ({ input }) =>
            `facts: "${input}" is no fact. Known are: ${factIds.join(', ')}. Take one of them or leave it out; ` +
            'a new fact is a line in src/components/faq/facts.ts and a test that proves it.',
        }),
        { error: 'facts must be a list of ids of facts, such as [K1]' },
      )
      .default([]),
    summary: z
      .string({ error: 'summary must be the answer in one or two sentences, without Markdown' })
      .min(20, 'summary must be the answer in at least 20 characters'),
    search: z
      .array(z.string({ error: 'search must list what people type who mean this question' }))
      .optional(),
    try: z
      .strictObject(
        {
          scenario: z.enum(scenarioNames, {
            error: `try.scenario must be one of: ${scenarioNames.join(', ')}`,
          }),
        },
        { error: unknownField('try', 'scenario') },
      )
      .optional(),
  },
  { error: unknownField('an answer', 'question, section, order, facts, summary, search, try') },
);
