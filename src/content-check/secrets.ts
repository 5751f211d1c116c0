/** Nobody's key is on a page: what is committed is public for good. */
import { redact } from '../domain/redaction/redact.ts';
import { allPages, type Content } from './content.ts';
import type { Fault } from './fault.ts';

export const secretFaults = (content: Content): Fault[] =>
  allPages(content).flatMap(({ file, text }) =>
    text.split('\n').flatMap((line, index) =>
      redact(line).found.map(({ kind }) => ({
        file,
        line: index + 1,
        message: `This looks like a secret (${kind}). Write a placeholder, as sk-..., and reset it if it is a real one.`,
      })),
    ),
  );
