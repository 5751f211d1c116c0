/** Takes secrets out of what was sent, on the server: the site's own rules, then secretlint's as a second net. */
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import type { RedactedKinds } from '../domain/intake.ts';
import { looksLikeRawLog } from '../domain/redaction/raw-log.ts';
import { redact } from '../domain/redaction/redact.ts';
import { IntakeError } from './intake-error.ts';

export type Cleaner = {
  /** Text without secrets; null stays null. Throws an IntakeError when that cannot be made sure. */
  clean<T extends string | null>(text: T): Promise<T>;
  /** What was replaced so far, by kind. */
  found(): RedactedKinds;
};

export const createCleaner = (): Cleaner => {
  const counts = new Map<string, number>();
  return {
    clean: async <T extends string | null>(text: T): Promise<T> => {
      if (text === null) return text;
      try {
        // PostgreSQL takes neither NUL nor half a surrogate pair.
        const storable = text.toWellFormed().replaceAll('\0', '');
        const { text: redacted, found } = redact(storable);
        for (const { kind, count } of found) counts.set(kind, (counts.get(kind) ?? 0) + count);
        const { text: clean, count } = await secondNet(redacted);
        if (count > 0) counts.set('secret', (counts.get('secret') ?? 0) + count);
        return clean as T;
      } catch (cause) {
        throw new IntakeError(
          'redaction_failed',
          'The text could not be searched for secrets, so nothing was stored.',
          'Shorten it, or leave out what is pasted from elsewhere.',
          { cause },
        );
      }
    },
    found: () => [...counts].map(([kind, count]) => ({ kind, count })),
  };
};

const secondNet = async (content: string): Promise<{ text: string; count: number }> => {
  const { messages } = await lintSource({
    source: { content, filePath: 'text.txt', ext: '.txt', contentType: 'text' },
    options: {
      noPhysicFilePath: true,
      config: { rules: [{ id: 'preset', rule: creator, options: {} }] },
    },
  });
  let text = content;
  const ranges = messages.map(({ range }) => range).sort(([a], [b]) => b - a);
  for (const [start, end] of ranges)
    text = `${text.slice(0, start)}[redacted: secret]${text.slice(end)}`;
  return { text, count: ranges.length };
};

/** Refuses logs in what anyone may come to read (D4). */
export const refuseRawLog = (text: string | null, field: string): void => {
  if (text !== null && looksLikeRawLog(text))
    throw new IntakeError(
      'raw_log',
      'This looks like a raw log or a request dump. These hold keys and prompts, and this form is public.',
      'Describe it in your own words, with the request ids; send the log in a ticket, or as a security report.',
      { field, docs: '/security/#what-never-to-post-in-public' },
    );
};
