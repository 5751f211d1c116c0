/** Takes disguises off, one layer at a time: invisible and look-alike characters, then escapes. */
import { rewrite, type View } from './view.ts';

/** Characters that show as nothing, or only steer the ones around them; NUL is half of UTF-16, ESC begins a colour. */
const invisible =
  '\\u0000\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0';
const isInvisible = new RegExp(`[${invisible}]`);
const unusual = new RegExp(`\\u001b\\[[0-9;]{0,16}m|[${invisible}]|[^\\u0000-\\u00ff]`, 'g');

/** Letters of other alphabets, dashes and quotes of word processors, by what they look like. */
const lookAlikes = new Map(
  Object.entries({
    a: 'а',
    c: 'с',
    e: 'е',
    i: 'і',
    j: 'ј',
    k: 'к',
    o: 'о',
    p: 'р',
    s: 'ѕ',
    x: 'х',
    y: 'у',
    '-': '‐‑‒–—―−',
    '"': '“”„',
    "'": '‘’‚',
    ' ': '\u2002\u2003\u2009\u202f\u3000',
    '\n': '\u2028\u2029',
  }).flatMap(([plain, odd]) => [...odd].map((character): [string, string] => [character, plain])),
);

/** Drops invisible characters and writes look-alikes and full-width forms as plain ones. */
export const fold = (view: View): View =>
  rewrite(view, unusual, ([character]) => {
    if (character.startsWith('\u001b') || isInvisible.test(character)) return '';
    const code = character.charCodeAt(0);
    if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
    return lookAlikes.get(character);
  });

/** One percent-encoded character: one to four bytes of UTF-8. */
const percent =
  /%(?:[0-7][0-9a-f]|[cd][0-9a-f]%[89ab][0-9a-f]|e[0-9a-f](?:%[89ab][0-9a-f]){2}|f[0-7](?:%[89ab][0-9a-f]){3})/gi;

/** Escapes of JSON and program strings, HTML entities and tags, quoted-printable's equals sign. */
const escapes =
  /\\{1,8}u\{?[0-9a-f]{4,6}\}?|\\{1,8}x[0-9a-f]{2}|\\{1,8}[nrt]|\\[^\sa-z0-9]|&#x?[0-9a-f]{1,6};|&[a-z]{2,16};|=3d|<\/?[a-z]{1,6}(?: [^<>\n]{0,40})?>/gi;

/** Undoes one layer of encoding. Answers the same view when there was none. */
export const unescapeLayer = (view: View): View =>
  fold(rewrite(rewrite(view, percent, percentDecoded), escapes, decoded));

const percentDecoded = ([text]: RegExpExecArray): string | undefined => {
  const [lead = 0, ...rest] = text
    .split('%')
    .slice(1)
    .map((byte) => Number.parseInt(byte, 16));
  const bits = rest.length === 0 ? lead : lead & (0xff >> (rest.length + 2));
  return characterOf(rest.reduce((code, byte) => (code << 6) | (byte & 0x3f), bits));
};

const decoded = ([text]: RegExpExecArray): string | undefined => {
  if (text.startsWith('<')) return '';
  if (text.startsWith('=')) return '=';
  if (text.startsWith('&')) return entity(text);
  const escaped = text.replace(/^\\+(?=[^\\])/, '');
  const hex = /^[ux]\{?([0-9a-f]{2,6})/i.exec(escaped)?.[1];
  if (hex) return characterOf(Number.parseInt(hex, 16));
  if (/^[nr]$/i.test(escaped)) return '\n';
  return /^t$/i.test(escaped) ? '\t' : escaped.slice(-1);
};

const entities: Record<string, string> = {
  amp: '&',
  quot: '"',
  apos: "'",
  lt: '<',
  gt: '>',
  nbsp: ' ',
  colon: ':',
  equals: '=',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  period: '.',
  sol: '/',
  commat: '@',
  plus: '+',
  newline: '\n',
  shy: '',
  zwnj: '',
  zwj: '',
  zerowidthspace: '',
};

const entity = (text: string): string | undefined => {
  const number = /^&#(x?)([0-9a-f]+);$/i.exec(text);
  if (!number) return entities[text.slice(1, -1).toLowerCase()];
  return characterOf(Number.parseInt(number[2] ?? '', number[1] ? 16 : 10));
};

const characterOf = (code: number): string | undefined =>
  code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
