/** Hands a text to the reader as a file. */
export const saveFile = (name: string, type: string, parts: string[]): void => {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the file after this turn; a minute is plenty.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
};
