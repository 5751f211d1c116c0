/**
 * Edits of a JSON object's text that leave every other byte as it was. The text must parse as an
 * object; the scanner relies on that and finds members only.
 */
import { unpricedNames } from './unpriced.ts';

/** Asks an OpenAI chat stream for its usage chunk: sets `stream_options.include_usage` to true. */
export const withUsageRequested = (text: string): string => {
  const options = membersOf(text, 0).filter(({ name }) => name === 'stream_options');
  if (options.length === 0) return insertFirst(text, 0, '"stream_options":{"include_usage":true}');
  let edited = text;
  for (const option of options.reverse()) edited = setIncludeUsage(edited, option);
  return edited;
};

/** Names another model: every `model` member of the object gets it, so that readers can't disagree. */
export const withModel = (text: string, model: string): string => {
  let edited = text;
  for (const found of membersOf(text, 0)
    .filter(({ name }) => name === 'model')
    .reverse())
    edited = splice(edited, found, JSON.stringify(model));
  return edited;
};

/**
 * A member that stands twice in the object or in another spelling, out of those that decide what a request
 * costs. JSON readers disagree on which of two counts, so the gateway could bill one and the upstream run
 * the other. Go's reader, Ollama's say, takes names in any case: https://pkg.go.dev/encoding/json#Unmarshal.
 */
export const ambiguousMember = (text: string): string | undefined => {
  const seen = new Set<string>();
  for (const { name } of membersOf(text, 0)) {
    const folded = name.toUpperCase().toLowerCase();
    if (!deciding.has(folded)) continue;
    if (folded !== name || seen.has(folded)) return folded;
    seen.add(folded);
  }
  return undefined;
};

const deciding = new Set([
  ...unpricedNames,
  'model',
  'background',
  'stream',
  'stream_options',
  'n',
  'max_tokens',
  'max_completion_tokens',
  'max_output_tokens',
  'messages',
  'input',
  'prediction',
  'prompt',
  'previous_response_id',
  'conversation',
  'tools',
  'mcp_servers',
  'web_search_options',
  'context_management',
  'multi_agent',
]);

type Span = { start: number; end: number };
type Member = Span & { name: string };

const setIncludeUsage = (text: string, option: Span): string => {
  if (text[option.start] !== '{') return splice(text, option, '{"include_usage":true}');
  const inner = membersOf(text, option.start).filter(({ name }) => name === 'include_usage');
  if (inner.length === 0) return insertFirst(text, option.start, '"include_usage":true');
  let edited = text;
  for (const found of inner.reverse()) edited = splice(edited, found, 'true');
  return edited;
};

const splice = (text: string, { start, end }: Span, value: string): string =>
  text.slice(0, start) + value + text.slice(end);

/** Puts a member right behind the brace of the object that starts at or after `from`. */
const insertFirst = (text: string, from: number, entry: string): string => {
  const brace = text.indexOf('{', from);
  const empty = text[afterSpace(text, brace + 1)] === '}';
  return `${text.slice(0, brace + 1)}${entry}${empty ? '' : ','}${text.slice(brace + 1)}`;
};

/** Members of the object that starts at or after `from`, with the span of each value. */
const membersOf = (text: string, from: number): Member[] => {
  const members: Member[] = [];
  let at = afterSpace(text, text.indexOf('{', from) + 1);
  while (text[at] === '"') {
    const nameEnd = stringEnd(text, at);
    const written = text.slice(at + 1, nameEnd - 1);
    const name: string = written.includes('\\') ? JSON.parse(`"${written}"`) : written;
    const start = afterSpace(text, text.indexOf(':', nameEnd) + 1);
    const end = valueEnd(text, start);
    members.push({ name, start, end });
    at = afterSpace(text, end);
    if (text[at] === ',') at = afterSpace(text, at + 1);
  }
  return members;
};

/** In JSON, space and control characters stand between tokens only. */
const afterSpace = (text: string, at: number): number => {
  let after = at;
  while (text.charCodeAt(after) <= 32) after++;
  return after;
};

/** Index behind the closing quote of the string that opens at `at`. */
export const stringEnd = (text: string, at: number): number => {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
};

const structural = /["{}[\]]/g;
const scalar = /[^,}\]\s]*/y;

const valueEnd = (text: string, start: number): number => {
  if (text[start] === '"') return stringEnd(text, start);
  if (text[start] !== '{' && text[start] !== '[') {
    scalar.lastIndex = start;
    scalar.test(text);
    return scalar.lastIndex;
  }
  let depth = 0;
  structural.lastIndex = start;
  while (structural.test(text)) {
    const end = structural.lastIndex;
    const character = text[end - 1];
    if (character === '"') structural.lastIndex = stringEnd(text, end - 1);
    else if (character === '{' || character === '[') depth++;
    else if (--depth === 0) return end;
  }
  return text.length;
};
