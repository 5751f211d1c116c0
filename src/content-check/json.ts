/** JSON with the place of a mistake. */
import { jsonLanguage } from '@codemirror/lang-json';

export type Json = { value: unknown } | { line: number; message: string };

export const parseJson = (text: string): Json => {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line: lineOfMistake(text), message: `This is no JSON: ${reason(error.message)}.` };
  }
};

/** JSON.parse names the place in some of its messages only; the editor's grammar knows it in all. */
const lineOfMistake = (text: string): number => {
  let at = text.trimEnd().length;
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at = Math.min(at, from);
    },
  });
  return text.slice(0, at).split('\n').length;
};

const reason = (message: string): string =>
  message.split(/ in JSON| at position|, (?:"|\.\.\.)/)[0] ?? message;
