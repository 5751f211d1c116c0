/** Addresses of a page, from its id in the collection (`''` is the home page). */

/** The page as Markdown. */
export const markdownPath = (id: string): string => `/${id || 'index'}.md`;

/** The page itself, with the slash at its end. */
export const pagePath = (id: string): string => (id ? `/${id}/` : '/');
