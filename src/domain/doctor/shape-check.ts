/** The key's shape and checksum: which kind of mistake a mistyped key is, before anything is sent. */
import { inspectKey, type KeyFault, keyLength } from '../key.ts';
import { type Check, fail, pass } from './check.ts';

const docs = '/keys/#what-a-key-looks-like';

const faults: Record<KeyFault, (detail: string | undefined) => [meaning: string, fix: string]> = {
  empty: () => ['No key was given.', 'Paste the key that your tool sends.'],
  space: () => [
    'There is a space or a line break in the key.',
    'Copy it again without what stands around it.',
  ],
  hidden_character: () => [
    'There is an invisible character in the key, as chat programs and web pages put in.',
    'Copy it from the console, or type the first and last characters anew.',
  ],
  quoted: () => [
    'There are quotes around the key.',
    'Leave them out here; in an .env file, one pair at most.',
  ],
  bearer_prefix: () => [
    'The word "Bearer" stands before the key.',
    'Put in the key alone; tools add "Bearer" themselves.',
  ],
  placeholder: () => [
    'This is a placeholder, not a key.',
    'Put your own key in its place; in a file, check that the variable is filled in.',
  ],
  other_vendor: (vendor) => [
    `This is a key of ${vendor ?? 'another vendor'}.`,
    `It works at ${vendor ?? 'that vendor'} only. Take a key of this gateway from the console.`,
  ],
  wrong_prefix: () => [
    'The key does not begin with sk-.',
    'Copy it from its first character on, or check whether it is a key of this gateway at all.',
  ],
  cut_short: (detail) => [
    `The key is cut short: ${detail ?? `fewer than ${keyLength}`} characters are there.`,
    'Copy it again, to its end.',
  ],
  too_long: (detail) => [
    `The key is too long: ${detail ?? `more than ${keyLength}`} characters.`,
    'Look for something that was pasted twice or hangs on at the end.',
  ],
  bad_character: () => [
    'The key has a character that no key has; a letter of another alphabet can look the same.',
    'Copy it from the console instead of typing it.',
  ],
  checksum: () => [
    'There is a typo in the key: its checksum is wrong.',
    'Copy it again. If it cannot be had any more, reset it in the console.',
  ],
};

export const checkShape = (key: string): Check => {
  const shape = inspectKey(key);
  if (shape.ok) return pass('shape', 'Length, characters and checksum are right.');
  const [meaning, fix] = faults[shape.fault](shape.detail);
  return fail('shape', meaning, fix, docs);
};
