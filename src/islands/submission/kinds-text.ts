/** Kinds of secrets in words: `OpenAI key, JWT (2 times)`. */
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import type { RedactedKinds } from '../../domain/intake.ts';
import { fill } from '../text/fill.ts';

export const kindsText = (found: RedactedKinds): string =>
  found
    .map(({ kind, count }) => (count === 1 ? kind : fill(text['found.times'], { kind, count })))
    .join(', ');
