/** What was found in the words before they are sent: the twin of the islands' note, without React. */
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import { kindsText } from '../submission/kinds-text.ts';
import { pieces, type Review } from '../submission/review.ts';
import { fill } from '../text/fill.ts';
import { element } from './element.ts';

/** Undefined when there is nothing to say. */
export const reviewNote = (reviewed: Review): HTMLElement | undefined => {
  if (reviewed.can === 'not-send')
    return notice('bad', text['unsearchable.title'], paragraph(text['unsearchable.text']));
  if (reviewed.rawLog)
    return notice(
      'warn',
      text['rawLog.title'],
      paragraph(text['rawLog.text']),
      element(
        'p',
        { class: 'ctl-notice-foot' },
        link('/console/', text['rawLog.ticket']),
        link('/security/#report-a-problem', text['rawLog.security']),
      ),
    );
  if (reviewed.found.length === 0) return undefined;
  return notice(
    'warn',
    fill(text['found.title'], { kinds: kindsText(reviewed.found) }),
    paragraph(text['found.preview']),
    element(
      'p',
      { class: 'submission-preview' },
      ...pieces(reviewed.text).map((piece) =>
        piece.redacted ? element('mark', {}, piece.text) : piece.text,
      ),
    ),
    element(
      'p',
      {},
      `${text['found.leaked']} `,
      link('/keys/#when-a-key-leaked', text['found.leakedLink']),
    ),
  );
};

export const notice = (
  tone: 'good' | 'warn' | 'bad',
  title: string,
  ...children: Node[]
): HTMLElement =>
  element(
    'div',
    { class: 'ctl-notice', 'data-tone': tone },
    element('p', { class: 'ctl-notice-title' }, title),
    ...children,
  );

export const paragraph = (content: string): HTMLElement => element('p', {}, content);

export const link = (href: string, label: string): HTMLElement => element('a', { href }, label);
