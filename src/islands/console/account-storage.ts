/**
 * That the console of this browser had an account when it was last open, and nothing else of it. The head of every page
 * looks whether it is there, for the room that the console takes.
 */
export const accountStorageName = 'tokenbay-docs-account';

export const rememberAccount = (has: boolean): void => {
  if (has) localStorage.setItem(accountStorageName, 'yes');
  else localStorage.removeItem(accountStorageName);
};
