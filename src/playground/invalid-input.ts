/** What zod found wrong with a request, in the words of `/api`. */
import type { z } from 'zod';
import { Problem } from './problem.ts';

const placeOf: Partial<Record<string, string>> = {
  query: ' in the query',
  param: ' in the path',
  header: ' in the headers',
};

/** The first fault, by the name of its field; the value is not repeated. */
export const invalidInput = (error: z.core.$ZodError, target: string): Problem => {
  const [issue] = error.issues;
  const field = issue?.path.map(String).join('.');
  return new Problem(
    'invalid_request',
    field ? `"${field}"${placeOf[target] ?? ''} is not valid.` : 'The body is not valid.',
    issue ? fixFor(issue) : 'See the API reference.',
    { ...(field && { field }) },
  );
};

/** zod's own words, which name what is expected and what was received by type, never by value. */
const fixFor = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys'
    ? 'Leave out the fields that the API reference does not list.'
    : `${issue.message.replace(/^Invalid (input|option): /, 'It must fit: ')}.`.replace(
        /\.\.$/,
        '.',
      );
