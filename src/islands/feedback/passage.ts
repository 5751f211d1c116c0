/** A selected passage: the button beside it, the form that opens there, the mark that stays while one types. */
import text from '#content/i18n/en/feedback.json' with { type: 'json' };
import { intakeLimits } from '../../domain/intake.ts';
import { element } from './element.ts';
import { feedbackForm } from './feedback-form.ts';
import type { FeedbackPage } from './page-feedback.ts';

type Passage = { range: Range; text: string };

/** The selection in the page's content; null when there is none. */
export const selectedPassage = (): Passage | null => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!document.querySelector('.sl-markdown-content')?.contains(range.commonAncestorContainer))
    return null;
  const words = selection.toString().replace(/\s+/g, ' ').trim().slice(0, intakeLimits.quote);
  return words.length < 2 ? null : { range, text: words.toWellFormed() };
};

/** Of the form, in pixels, and what it leaves free of the window; style sheet and this agree. */
const dialogWidth = 416;
const margin = 16;
const highlightName = 'feedback-passage';

/** Marks a passage, or none. Typing into a form ends a selection, but not this mark. */
export const highlight = (range: Range | null): void => {
  if (range && 'highlights' in CSS) CSS.highlights.set(highlightName, new Highlight(range));
  else if ('highlights' in CSS) CSS.highlights.delete(highlightName);
};

let shown: HTMLElement | undefined;

const remove = (): void => {
  shown?.remove();
  shown = undefined;
};

/** Shows the button below the selection; it goes when the selection does. */
export const offer = (page: FeedbackPage): void => {
  if (shown?.matches('dialog')) return;
  remove();
  const passage = selectedPassage();
  if (!passage) return;
  const button = element(
    'button',
    { type: 'button', class: 'feedback-offer', 'aria-keyshortcuts': 'Alt+R' },
    text['passage.report'],
  );
  // A press on a button would take the selection away before the click arrives.
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  button.addEventListener('click', () => report(page, passage));
  show(button, passage.range);
  const gone = () => {
    if (!getSelection()?.isCollapsed) return;
    document.removeEventListener('selectionchange', gone);
    if (shown === button && !button.matches(':focus')) remove();
  };
  document.addEventListener('selectionchange', gone);
};

/** Opens the form at the passage. */
export const report = (page: FeedbackPage, passage = selectedPassage()): void => {
  if (!passage) return;
  remove();
  const back = document.activeElement;
  const dialog = element('dialog', {
    class: 'feedback-dialog',
    'aria-label': text['title.passage'],
  });
  const close = () => {
    dialog.close();
    remove();
    highlight(null);
    if (back instanceof HTMLElement) back.focus({ preventScroll: true });
  };
  const form = feedbackForm({ page, kind: 'problem', quote: passage.text, onClose: close });
  dialog.append(form.root);
  dialog.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
  });
  show(dialog, passage.range);
  dialog.show();
  highlight(passage.range);
  form.focus();
  dialog.scrollIntoView({ block: 'nearest' });
};

/** Puts an element below the passage, beside whatever stands to the left of the page's content, and within the window. */
const show = (floating: HTMLElement, range: Range): void => {
  const last = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const wrapper = document.querySelector('main') ?? document.body;
  floating.classList.add('not-content');
  wrapper.append(floating);
  shown = floating;
  const { clientWidth } = document.documentElement;
  const wanted = floating.matches('dialog') ? dialogWidth : floating.offsetWidth;
  const width = Math.min(wanted, clientWidth - 2 * margin);
  const least = document.querySelector('.sl-markdown-content')?.getBoundingClientRect().left ?? 0;
  const most = clientWidth - width - margin;
  const left = Math.min(Math.max(last.right - width / 2, least, margin), most);
  floating.style.setProperty('--feedback-left', `${left + scrollX}px`);
  floating.style.setProperty('--feedback-top', `${last.bottom + scrollY + 8}px`);
};
