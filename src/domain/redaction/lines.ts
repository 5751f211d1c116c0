/** Joins what was wrapped over lines, or written as several strings put together. */
import { rewrite, type View } from './view.ts';

/**
 * A single line break with what editors, mail and code put around it, between two visible characters;
 * or the seam of two string literals.
 */
const seams =
  /(?<=\S)(?:=|["'`][ \t]{0,20}[+.\\]?|[ \t]{1,20}[+.]|[ \t]{0,20}\\)?[ \t]{0,20}(?:\r\n|\n|\r)[ \t>|]{0,40}(?:(?:#|\/\/|\*|\+)[ \t]{1,20})?(?:[+.][ \t]{1,20})?["'`]?(?=\S)|["'`][ \t]{0,9}[+.&][ \t]{0,9}["'`]/g;

/**
 * `likely`: joins only where the next line looks like the rest of a token.
 * `all`: joins every pair of lines; a last resort, as it also glues a token to the word after it.
 */
export const joinLines = (view: View, which: 'likely' | 'all'): View =>
  rewrite(view, seams, (match) =>
    which === 'all' || !/[\r\n]/.test(match[0]) || continues(view.text, match)
      ? kept(view.text, match)
      : undefined,
  );

/** An equals sign that ends a line of mail is a soft break; on a shorter line it is part of the text. */
const kept = (text: string, match: RegExpExecArray): string =>
  match[0].startsWith('=') && lengthOfLineBefore(text, match.index) < 60 ? '=' : '';

const continues = (text: string, match: RegExpExecArray): boolean => {
  const from = match.index + match[0].length;
  const line = text.slice(from, from + 200).split(/[\r\n]/, 1)[0] ?? '';
  if (startsAnew.test(line)) return false;
  const token = /^[^\s"'`,;<>()[\]{}]*/.exec(line)?.[0] ?? '';
  if (!isWord.test(token)) return true;
  if (line.slice(token.length).trim() !== '') return false;
  return (
    lengthOfLineBefore(text, match.index) === line.length ||
    nextLineIsToken.test(text.slice(from + line.length, from + line.length + 150))
  );
};

/** A named value (`name: …`, `name=…`, `"name":`), a command line option, a list item. */
const startsAnew =
  /^(?:[A-Za-z_][\w-]{0,60}(?:["']\s{0,5}:|\s{0,5}:\s|\s{0,5}=\s{0,5}[^=\s])|--?[A-Za-z][A-Za-z-]{0,30}[ =]|[-*•+]\s)/;

/** A word of prose rather than a piece of a key. */
const isWord = /^(?:[A-Z]?[a-z]{1,14}|[^\w]{0,20})[.,:!?]?$/;

const lengthOfLineBefore = (text: string, end: number): number => {
  const before = text.slice(Math.max(0, end - 200), end);
  return before.length - 1 - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
};

const nextLineIsToken = /^\r?\n[ \t>|]{0,40}[^\s"'`]{2,100}["'`]?(?:[\r\n]|$)/;
