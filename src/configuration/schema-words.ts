/** Says what zod's own checks find as an operator would: what is missing, of the wrong kind, or not known. */
import type { z } from 'zod';

/** Undefined, where a schema has words of its own or zod's do. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing'
        : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${anyOf(issue.values)}`;
    case 'invalid_union':
      return Array.isArray(issue.options) ? `must be ${anyOf(issue.options)}` : undefined;
    case 'unrecognized_keys':
      return `has an entry that is not known: ${issue.keys.join(', ')}`;
    default:
      return undefined;
  }
};

const kinds: Record<string, string> = {
  string: "text in quotes, such as 'text'",
  number: 'a number, without quotes',
  int: 'a whole number, without quotes',
  boolean: 'true or false',
  array: 'a list in brackets, [ … ]',
  object: 'a group of entries in braces, { … }',
};

const anyOf = (values: readonly unknown[]): string =>
  values.map((value) => `'${value}'`).join(' or ');
