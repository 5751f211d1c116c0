/** Ways in which a secret shows up in what people paste. */
import type { Sample } from './secrets.ts';

export type Disguise = (sample: Required<Sample>) => string;

const wrap = (text: string, width: number, seam: string): string =>
  text
    .split('\n')
    .map((line) => (line.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(seam))
    .join('\n');

const every = (text: string, between: string, step: number): string =>
  (text.match(new RegExp(`[^]{1,${step}}`, 'g')) ?? []).join(between);

const percent = (text: string): string =>
  Array.from(
    new TextEncoder().encode(text),
    (byte) => `%${byte.toString(16).padStart(2, '0')}`,
  ).join('');

const asBase64 = (text: string): string => Buffer.from(text).toString('base64');

export const disguises: Record<string, Disguise> = {
  plain: ({ text }) => `It stopped working.\n${text}\nThanks for looking into it!`,
  'in a sentence': ({ text }) => `I call it with ${text}, and it answers 401.`,
  'inside JSON': ({ text }) => JSON.stringify({ model: 'm', note: text, stream: true }),
  'JSON in JSON': ({ text }) => JSON.stringify({ body: JSON.stringify({ note: text }) }),
  'in a header': ({ text }) => `POST /v1 HTTP/1.1\nhost: api\nx-note: ${text}\naccept: */*`,
  'shell export': ({ text }) => `export OPENAI_API_KEY="${text}"\ncurl "$URL"`,
  'curl command': ({ text }) =>
    `curl https://api.example -H 'x-api-key: ${text}' \\\n  -d '{"a":1}'`,
  'URL-encoded': ({ text }) => `https://api.example/?q=${encodeURIComponent(text)}&page=2`,
  'every byte URL-encoded': ({ text }) => `q=${percent(text)}`,
  'URL-encoded twice': ({ text }) => `q=${encodeURIComponent(encodeURIComponent(text))}`,
  base64: ({ text }) => `body: ${asBase64(text)}`,
  'base64 in prose': ({ text }) => `The body was\n${asBase64(`{"a":"${text}"}`)}\nas I sent it`,
  base64url: ({ text }) => Buffer.from(`note=${text}`).toString('base64url'),
  'base64 twice': ({ text }) => asBase64(asBase64(text)),
  'base64 of UTF-16': ({ text }) => Buffer.from(text, 'utf16le').toString('base64'),
  'base64, wrapped': ({ text }) => wrap(asBase64(`note ${text}`), 76, '\n'),
  'base64, URL-encoded': ({ text }) => encodeURIComponent(asBase64(text)),
  hexadecimal: ({ text }) => Buffer.from(text).toString('hex'),
  'wrapped at 20': ({ text }) => wrap(text, 20, '\n'),
  'wrapped at 64, CRLF': ({ text }) => wrap(`The key is ${text}`, 64, '\r\n'),
  'wrapped and indented': ({ text }) => wrap(text, 30, '\n    '),
  'wrapped in a quoted mail': ({ text }) => wrap(text, 40, '\n> '),
  'wrapped with backslashes': ({ text }) => wrap(text, 25, '\\\n'),
  'quoted-printable': ({ text }) => wrap(text.replaceAll('=', '=3D'), 72, '=\n'),
  'put together from strings': ({ text }) => `const note = "${wrap(text, 24, '" +\n  "')}";`,
  'zero-width spaces': ({ text }) => every(text, '\u200b', 1),
  'zero-width joiners': ({ text }) => every(text, '\u2060\u200d', 3),
  'soft hyphens': ({ text }) => every(text, '\u00ad', 4),
  'byte order marks, URL-encoded': ({ text }) => encodeURIComponent(every(text, '\ufeff', 5)),
  'unicode escapes': ({ text }) =>
    Array.from(text, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  'HTML entities': ({ text }) => Array.from(text, (c) => `&#${c.charCodeAt(0)};`).join(''),
  'full-width letters': ({ text }) =>
    text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)),
  'Markdown code': ({ text }) => `Here:\n\n\`\`\`sh\n${text}\n\`\`\`\n`,
};
