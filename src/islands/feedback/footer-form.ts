/** The form below the page. Whatever passage is selected at that moment goes along. */
import { feedbackForm } from './feedback-form.ts';
import type { FeedbackKind, FeedbackPage } from './page-feedback.ts';
import { highlight, selectedPassage } from './passage.ts';

const kinds = ['yes', 'no', 'problem'] as const satisfies FeedbackKind[];

export const openBelow = (
  root: HTMLElement,
  opener: HTMLButtonElement,
  page: FeedbackPage,
): void => {
  const kind = kinds.find((each) => each === opener.value) ?? 'problem';
  const wasOpen = opener.getAttribute('aria-expanded') === 'true';
  close(root);
  if (wasOpen) return;

  const passage = kind === 'problem' ? selectedPassage() : null;
  const end = () => {
    close(root);
    opener.focus();
  };
  const form = feedbackForm({ page, kind, quote: passage?.text ?? null, onClose: end });
  const panel = document.createElement('div');
  panel.className = 'feedback-panel';
  panel.append(form.root);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') end();
  });
  root.append(panel);
  opener.setAttribute('aria-expanded', 'true');
  highlight(passage?.range ?? null);
  form.focus();
};

const close = (root: HTMLElement): void => {
  root.querySelector('.feedback-panel')?.remove();
  for (const button of root.querySelectorAll('button[aria-expanded]'))
    button.setAttribute('aria-expanded', 'false');
  highlight(null);
};
