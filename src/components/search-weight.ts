/** How much words for the search alone weigh, as Pagefind counts: text has 1, a heading up to 7, and 10 is the most. */
export const searchWeight = '10';
