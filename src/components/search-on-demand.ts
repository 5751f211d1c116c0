/**
 * Stands in for Pagefind's interface, which Starlight loads into every page as soon as the browser is idle:
 * 26 KB that most visits never use. Here it is loaded when a reader reaches for the search.
 */
import { type FoundPage, withBestSections } from './search-sections.ts';

/** What Starlight hands over; all of it goes to the real interface. */
type Options = { element: string; processResult(page: FoundPage): void };

export class PagefindUI {
  constructor(options: Options) {
    const search = document.querySelector('site-search');
    if (!search) return;
    const load = async () => {
      search.removeEventListener('pointerenter', load);
      search.removeEventListener('focusin', load);
      // @ts-expect-error The package has no types.
      const { PagefindUI: Real } = await import('@pagefind/default-ui/npm_dist/mjs/ui-core.mjs');
      new Real({
        ...options,
        processResult: (page: FoundPage) => {
          options.processResult(page);
          return withBestSections(page);
        },
      });
      // Opened before it had come: the field is where typing belongs.
      if (search.querySelector('dialog[open]')) search.querySelector('input')?.focus();
    };
    // Opening by click or by shortcut moves the focus inside, so both are seen here.
    search.addEventListener('pointerenter', load);
    search.addEventListener('focusin', load);
    // A quick reader has reached for it before this runs.
    if (search.matches(':hover, :focus-within, :has(dialog[open])')) void load();
  }
}
