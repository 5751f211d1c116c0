/** Looks through a text before it leaves the page: secrets are taken out, raw logs are recognised (D4). */
import type { RedactedKinds } from '../../domain/intake.ts';
import { looksLikeRawLog } from '../../domain/redaction/raw-log.ts';
import { redact } from '../../domain/redaction/redact.ts';

export type Review =
  | {
      can: 'send';
      /** What is sent: the text with `[redacted: kind]` in place of each secret. */
      text: string;
      found: RedactedKinds;
      rawLog: boolean;
    }
  /** It could not be searched, so it must not be sent. */
  | { can: 'not-send' };

export const review = (text: string): Review => {
  try {
    const { text: clean, found } = redact(text);
    return { can: 'send', text: clean, found, rawLog: looksLikeRawLog(text) };
  } catch (error) {
    if (error instanceof Error) return { can: 'not-send' };
    throw error;
  }
};

/** Whether a public form may send it. */
export const isPublishable = (reviewed: Review): boolean =>
  reviewed.can === 'send' && !reviewed.rawLog;

/** Text in pieces, those that stand for a secret marked. */
export const pieces = (text: string): { text: string; redacted: boolean }[] =>
  text
    .split(/(\[redacted: [^\]]{1,60}\])/)
    .map((piece, index) => ({ text: piece, redacted: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
