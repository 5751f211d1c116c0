/** `{{name}}` is filled in where it may stand; anywhere else a reader would see it raw. */

type Found = { name: string; index: number };

/** With spaces inside the braces it is no placeholder but a text, of a template language, say. */
const placeholder = /\{\{(\w+)\}\}/g;

export const placeholdersIn = (text: string): Found[] =>
  [...text.matchAll(placeholder)].map(({ 1: name = '', index }) => ({ name, index }));

/** What to say about a placeholder that can't be filled in; `known` are those that can stand there. */
export const placeholderFault = (name: string, known: readonly string[]): string =>
  known.length === 0
    ? `{{${name}}} is not filled in here: write what it stands for.`
    : `{{${name}}} is not known. Known are: ${known.map((each) => `{{${each}}}`).join(', ')}. ` +
      `Braces that are meant as they stand have spaces inside: {{ ${name} }}.`;
