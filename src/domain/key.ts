/**
 * Key format: `sk-` + 43 base62 characters (256 random bits) + 6 base62 characters of CRC-32 over
 * those 43, so that a typo is found without a network call.
 */

export const keyPrefix = 'sk-';

/** Environment variable that samples take the key from. */
export const defaultKeyVariable = 'TOKENBAY_API_KEY';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const bodyLength = 43;
const checksumLength = 6;
export const keyLength = keyPrefix.length + bodyLength + checksumLength;

/** What is wrong with a text that should be a key. */
export type KeyFault =
  | 'empty'
  | 'space'
  | 'hidden_character'
  | 'quoted'
  | 'bearer_prefix'
  | 'placeholder'
  | 'other_vendor'
  | 'wrong_prefix'
  | 'cut_short'
  | 'too_long'
  | 'bad_character'
  | 'checksum';

export type KeyShape = { ok: true } | { ok: false; fault: KeyFault; detail?: string };

/** Builds a secret from 32 random bytes. */
export const encodeKey = (random: Uint8Array): string => {
  if (random.length !== 32) throw new RangeError('A key is made from 32 random bytes.');
  let value = random.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  let body = '';
  for (let i = 0; i < bodyLength; i++) {
    body = alphabet.charAt(Number(value % 62n)) + body;
    value /= 62n;
  }
  return keyPrefix + body + checksum(body);
};

/** True when shape and checksum are right; the store is not asked. */
export const isWellFormedKey = (text: string): boolean =>
  text.length === keyLength &&
  text.startsWith(keyPrefix) &&
  /^[0-9A-Za-z]+$/.test(text.slice(keyPrefix.length)) &&
  checksum(text.slice(keyPrefix.length, -checksumLength)) === text.slice(-checksumLength);

/** Masked for a screen or a log row: prefix and last four characters. */
export const maskKey = (lastFour: string): string => `${keyPrefix}…${lastFour}`;

const vendors: [RegExp, string][] = [
  [/^sk-ant-/, 'Anthropic'],
  [/^sk-proj-|^sk-svcacct-|^sk-admin-|T3BlbkFJ/, 'OpenAI'],
  [/^sk-or-v1-/, 'OpenRouter'],
  [/^gsk_/, 'Groq'],
  [/^xai-/, 'xAI'],
  [/^AIza/, 'Google'],
  [/^hf_/, 'Hugging Face'],
  [/^pplx-/, 'Perplexity'],
  [/^(ghp_|github_pat_)/, 'GitHub'],
  [/^(AKIA|ASIA)/, 'AWS'],
];

/** Says which kind of mistake a mistyped key is, the most telling one first. */
export const inspectKey = (text: string): KeyShape => {
  const fault = (kind: KeyFault, detail?: string): KeyShape => ({
    ok: false,
    fault: kind,
    ...(detail && { detail }),
  });
  if (text.trim() === '') return fault('empty');
  if (/^\s*bearer\s/i.test(text)) return fault('bearer_prefix');
  if (/^\s*(["'`“‘]).*(["'`”’])\s*$/s.test(text)) return fault('quoted');
  if (/[\u200b-\u200f\u2060\ufeff\u00ad\u202a-\u202e]/.test(text)) return fault('hidden_character');
  if (/\s/.test(text)) return fault('space');
  if (/^\$|^<|\.\.\.|…|\*{3}|•|^sk-x+$|YOUR/i.test(text)) return fault('placeholder');
  for (const [pattern, vendor] of vendors)
    if (pattern.test(text)) return fault('other_vendor', vendor);
  if (!text.startsWith(keyPrefix)) return fault('wrong_prefix');
  if (!/^[0-9A-Za-z]*$/.test(text.slice(keyPrefix.length))) return fault('bad_character');
  if (text.length < keyLength) return fault('cut_short', `${text.length} of ${keyLength}`);
  if (text.length > keyLength) return fault('too_long', `${text.length} of ${keyLength}`);
  return isWellFormedKey(text) ? { ok: true } : fault('checksum');
};

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

const checksum = (body: string): string => {
  let crc = 0xffffffff;
  for (let i = 0; i < body.length; i++)
    crc = (crc >>> 8) ^ (crcTable[(crc ^ body.charCodeAt(i)) & 0xff] ?? 0);
  let value = (crc ^ 0xffffffff) >>> 0;
  let text = '';
  for (let i = 0; i < checksumLength; i++) {
    text = alphabet.charAt(value % 62) + text;
    value = Math.floor(value / 62);
  }
  return text;
};
