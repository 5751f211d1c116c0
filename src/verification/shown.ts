/** What an app showed, as a page can print it: no colours, no key, no paths of this machine, not too long. */
import { stripVTControlCharacters } from 'node:util';
import { keyPlaceholder } from '../domain/recipe-render.ts';

export type Hidden = {
  keys: string[];
  /** Replaced by what stands beside it, in this order. */
  replaced: [text: string, by: string][];
};

const mostLines = 24;
const mostCharacters = 1600;

export const shownText = (output: string, { keys, replaced }: Hidden): string => {
  let text = stripVTControlCharacters(output);
  for (const key of keys) text = text.replaceAll(key, keyPlaceholder);
  for (const [from, to] of replaced) text = text.replaceAll(from, to);
  text = withoutFrames(text)
    .replaceAll(/\bsk-[A-Za-z0-9]{20,}/g, keyPlaceholder)
    .replaceAll(/req_[0-9A-Za-z]{20,}/g, 'req_...')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '...');
  const lines = text
    .split('\n')
    // A carriage return starts the line anew, as a terminal shows it.
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1)?.trimEnd() ?? '')
    .filter((line, index, all) => line !== '' || (all[index - 1] ?? '') !== '');
  return shorten(lines).trim();
};

/** Without the lines of source code and the stacks that Node and Python print around an error. */
const withoutFrames = (text: string): string =>
  text
    .replaceAll(/^(.*?)(?:file:\/\/|node:|\/)\S+:\d+\r?\n.*\r?\n\s*\^+\r?\n/gm, '$1\n')
    .replaceAll(/^ +at .+\n?/gm, '')
    .replaceAll(/^(.*?)Traceback \(most recent call last\):\n(?:[ \t].*\n)+/gm, '$1\n')
    .replaceAll(/^\s*Node\.js v\d.*$/gm, '');

const shorten = (lines: string[]): string => {
  const cut = lines.map((line) => (line.length > 300 ? `${line.slice(0, 300)} ...` : line));
  const kept =
    cut.length > mostLines
      ? [...cut.slice(0, mostLines / 2), '...', ...cut.slice(-mostLines / 2)]
      : cut;
  const text = kept.join('\n');
  return text.length > mostCharacters
    ? `${text.slice(0, mostCharacters / 2)}\n...\n${text.slice(-mostCharacters / 2)}`
    : text;
};
