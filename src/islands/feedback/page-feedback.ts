/**
 * The element below every docs page: a thumb, "Report a problem", and a button at a selected passage. It
 * comes with every page, so it holds next to nothing; the forms are loaded when one is asked for.
 */
import { watchPassages } from './watch-passages.ts';

/** What is kept with feedback. */
export type FeedbackPage = {
  /** Path, such as `/billing/`. */
  path: string;
  /** Version of the site and of the page's content. */
  version: string;
  /** Where an issue about the page is opened, should the server be away. */
  issueUrl: string;
};

export type FeedbackKind = 'yes' | 'no' | 'problem';

class PageFeedback extends HTMLElement {
  connectedCallback() {
    const page: FeedbackPage = {
      path: this.dataset.page ?? location.pathname,
      version: this.dataset.version ?? '',
      issueUrl: this.dataset.issue ?? '',
    };
    this.addEventListener('click', ({ target }) => {
      const button =
        target instanceof Element ? target.closest<HTMLButtonElement>('button[value]') : null;
      if (button) void this.#open(page, button);
    });
    watchPassages(page);
  }

  async #open(page: FeedbackPage, button: HTMLButtonElement) {
    const { openBelow } = await import('./footer-form.ts');
    openBelow(this, button, page);
  }
}

export const definePageFeedback = (): void => customElements.define('page-feedback', PageFeedback);
