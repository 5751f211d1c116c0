/** A configuration as it is written for readers, fitted to this machine. */

/** Replaces what must be there; a text that no longer says it is a fault. */
export const replaceIn = (block: string, from: string, to: string): string => {
  if (!block.includes(from)) throw new Error(`The configuration as written no longer has: ${from}`);
  return block.replace(from, to);
};
