/** Commands and programs on pages say what runs them in the tests, or why nothing does. */
import { codeSamples, sampleFate } from '../domain/code-samples.ts';
import { allPages, type Content } from './content.ts';
import type { Fault } from './fault.ts';

export const sampleFaults = (content: Content): Fault[] =>
  allPages(content).flatMap(({ file, text }) =>
    codeSamples(text).flatMap((sample) => {
      const fate = sampleFate(sample);
      return fate.kind === 'fault' ? [{ file, line: sample.line, message: fate.message }] : [];
    }),
  );
