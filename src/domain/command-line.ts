/**
 * Commands of recipes. A writer writes them as for a shell; they are taken apart into words, values are
 * put in, and each shell gets its own quotes back. So a value can't break out, whatever is in it.
 */

/** A word, or the end of a line within the command (written as a backslash at the end). */
export type CommandPart = { kind: 'word'; text: string } | { kind: 'line-break' };

export type CommandLine = { parts: CommandPart[] } | { fault: string };

/** What a shell would act on, outside of quotes. One command is one program with its arguments. */
const acted = new Set('$`|&;<>()*?[]#~!\n');

/** Takes a command apart as a POSIX shell does, without variables, pipes and the like. */
export const lexCommand = (command: string): CommandLine => {
  const parts: CommandPart[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  const endWord = () => {
    if (word !== undefined) parts.push({ kind: 'word', text: word });
    word = undefined;
  };
  const text = command.trim();
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    const next = text.charAt(index + 1);
    if (quote) {
      if (char === quote) quote = undefined;
      else if (quote === '"' && char === '\\' && /["\\$`]/.test(next)) {
        word += next;
        index++;
      } else if (quote === '"' && (char === '$' || char === '`'))
        return { fault: `${char} within double quotes; write values as {{tokens}}` };
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\') {
      if (next === '\n') {
        endWord();
        parts.push({ kind: 'line-break' });
      } else word = (word ?? '') + next;
      index++;
    } else if (char === ' ' || char === '\t') endWord();
    else if (acted.has(char))
      return {
        fault: `${JSON.stringify(char)} outside of quotes; one command is one program with its arguments`,
      };
    else word = (word ?? '') + char;
  }
  if (quote) return { fault: 'a quote is not closed' };
  endWord();
  return { parts };
};

export type Shell = 'sh' | 'powershell';

/** Text with, in places, the value of an environment variable. */
export type Piece = { text: string } | { variable: string };

/** One word for `shell`, quoted only where it has to be. */
export const quoteWord = (pieces: Piece[], shell: Shell): string => {
  if (pieces.some((piece) => 'variable' in piece))
    return `"${pieces.map((piece, index) => withinQuotes(piece, pieces[index + 1], shell)).join('')}"`;
  const text = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
  if (/^[\w+=:./-]+$/.test(text)) return text;
  // Both shells take these as they are, so that most commands are the same in both.
  if (!/["“”„$`\\!]/.test(text)) return `"${text}"`;
  return shell === 'sh'
    ? `'${text.replaceAll("'", `'\\''`)}'`
    : `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`;
};

/** PowerShell takes curly quotes for straight ones. */
const withinQuotes = (piece: Piece, next: Piece | undefined, shell: Shell): string => {
  if ('text' in piece)
    return shell === 'sh'
      ? piece.text.replaceAll(/["$`\\]/g, '\\$&')
      : piece.text.replaceAll(/["“”„$`]/g, '`$&');
  const name = shell === 'sh' ? piece.variable : `env:${piece.variable}`;
  const runsOn = next !== undefined && 'text' in next && /^[\w.:[]/.test(next.text);
  return runsOn ? `\${${name}}` : `$${name}`;
};

const lineEnd: Record<Shell, string> = { sh: ' \\\n  ', powershell: ' `\n  ' };

/** The whole command for `shell`; `pieces` puts the values into a word. */
export const writeCommand = (
  parts: CommandPart[],
  shell: Shell,
  pieces: (word: string) => Piece[],
): string => {
  let written = '';
  let gap = '';
  for (const part of parts) {
    if (part.kind === 'line-break') gap = lineEnd[shell];
    else {
      written += gap + quoteWord(pieces(part.text), shell);
      gap = ' ';
    }
  }
  return written;
};
