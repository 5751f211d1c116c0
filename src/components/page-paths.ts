/** The id of a page in the collection (`''` or `index` is the home page), and its addresses. */

/** The id of a page from its file below `content`: `docs/keys.mdx` is `keys`. */
export const idOfFile = (file: string): string =>
  file
    .replace(/^docs\//, '')
    .replace(/\.mdx?$/, '')
    .replace(/\/index$/, '');

/** `''` for the home page, under whichever id it is stored. */
export const pageId = (id: string): string => (id === 'index' ? '' : id);

/** The page as Markdown. */
export const markdownPath = (id: string): string => `/${pageId(id) || 'index'}.md`;

/** The page itself, with the slash at its end. */
export const pagePath = (id: string): string => (pageId(id) ? `/${pageId(id)}/` : '/');
