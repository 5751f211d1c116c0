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

/** What is expected, by type and rule; what was received is not repeated. */
const fixFor = (issue: z.core.$ZodIssue): string => {
  if (issue.code === 'unrecognized_keys')
    return 'Leave out the fields that the API reference does not list.';
  if (issue.code === 'invalid_value')
    return `It must be ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}.`;
  if (issue.code === 'invalid_type' && /^Invalid input/.test(issue.message))
    return issue.message.endsWith('received undefined')
      ? 'It is missing.'
      : `It must be ${typeNames[issue.expected] ?? 'of another type'}.`;
  return `${issue.message}.`;
};

const typeNames: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
