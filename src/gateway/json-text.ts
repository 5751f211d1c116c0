/** JSON out of bytes that are held as text with one character a byte. */

/** The UTF-8 text that such bytes mean. */
export const readable = (bytes: string): string =>
  /[\x80-\xff]/.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;

/** Undefined for what is not JSON: an upstream may send anything. A byte order mark in front says nothing. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};
