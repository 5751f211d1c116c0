/** A command that cannot be carried out; the message says why and what to do. */
export class AdminError extends Error {
  override name = 'AdminError';
}

/** What was looked up, or an AdminError that says what is not there. */
export const found = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new AdminError(`There is no ${what}.`);
  return value;
};
