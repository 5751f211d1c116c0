/** Notices when a passage of the page is selected, by mouse, touch or keyboard, and loads what offers to report it. */
import type { FeedbackPage } from './page-feedback.ts';

/** A selection that still grows is left alone. */
const settledMs = 250;

export const watchPassages = (page: FeedbackPage): void => {
  const content = document.querySelector('.sl-markdown-content');
  if (!content) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pressed = false;

  const look = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (!pressed && isWithin(content)) void import('./passage.ts').then((it) => it.offer(page));
    }, settledMs);
  };
  document.addEventListener('pointerdown', () => {
    pressed = true;
  });
  for (const end of ['pointerup', 'pointercancel'])
    document.addEventListener(end, () => {
      pressed = false;
      look();
    });
  document.addEventListener('selectionchange', look);
  document.addEventListener('keydown', (event) => {
    if (event.code !== 'KeyR' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    if (!isWithin(content)) return;
    event.preventDefault();
    void import('./passage.ts').then((it) => it.report(page));
  });
};

const isWithin = (content: Element): boolean => {
  const selection = getSelection();
  return (
    selection !== null &&
    !selection.isCollapsed &&
    content.contains(selection.getRangeAt(0).commonAncestorContainer)
  );
};
