/** Says thanks, once the server has it. */
import text from '#content/i18n/en/feedback.json' with { type: 'json' };
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import { kindsText } from '../submission/kinds-text.ts';
import { fill } from '../text/fill.ts';
import { button, element } from './element.ts';
import type { Receipt } from './feedback-form.ts';
import { link, notice, paragraph } from './review-note.ts';

export const doneNote = ({ id, redacted }: Receipt, onClose: () => void): HTMLElement => {
  const note = notice(
    'good',
    text['done.title'],
    paragraph(fill(text['done.text'], { id })),
    ...(redacted.length > 0
      ? [paragraph(fill(submissionText['server.found'], { kinds: kindsText(redacted) }))]
      : []),
    element(
      'p',
      { class: 'ctl-notice-foot' },
      link('/console/', text.ticket),
      button(text.close, 'quiet', onClose),
    ),
  );
  note.setAttribute('role', 'status');
  note.tabIndex = -1;
  return note;
};
