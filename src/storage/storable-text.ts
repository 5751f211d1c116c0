/**
 * Text from outside in a form that both engines keep: PostgreSQL takes neither NUL nor half a
 * surrogate pair. Longer text is cut.
 */
export const storableText = (text: string, longest: number): string =>
  text.slice(0, longest).toWellFormed().replaceAll('\0', '\ufffd');
