/** Feedback about a docs page. */
import type { Feedback, RedactedKinds } from '../domain/intake.ts';
import { createCleaner, refuseRawLog } from './clean-text.ts';
import { addItem, newItem } from './new-item.ts';
import type { IntakeParts } from './parts.ts';
import { type Envelope, submit } from './submit.ts';

export type FeedbackReceipt = { id: string; redacted: RedactedKinds };

export const sendFeedback = (
  parts: IntakeParts,
  envelope: Envelope,
  feedback: Feedback,
): Promise<FeedbackReceipt> =>
  submit(parts, {
    action: 'feedback',
    form: 'feedback',
    envelope,
    content: feedback,
    prepare: async () => {
      refuseRawLog(feedback.text, 'text');
      const { clean, found } = createCleaner();
      const content: Feedback = {
        ...feedback,
        page: await clean(feedback.page),
        version: await clean(feedback.version),
        text: await clean(feedback.text),
        quote: await clean(feedback.quote),
      };
      const item = newItem(parts, { kind: 'feedback', title: titleOf(content), content });
      return {
        bytes: JSON.stringify(content).length,
        store: async (db) => {
          // A thumb alone is counted in the inbox; somebody's words are worth a message.
          await addItem(parts, db, item, content.text !== null);
          return { id: item.id, redacted: found() };
        },
      };
    },
  });

const titleOf = ({ page, helpful }: Feedback): string => {
  if (helpful === null) return `Problem on ${page}`;
  return helpful ? `Helpful: ${page}` : `Not helpful: ${page}`;
};
