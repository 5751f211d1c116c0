/** Reads runs of base64 and hexadecimal digits: what is text when decoded is a view of its own. */
import type { View } from './view.ts';

/** Shortest decoded text that can hold a secret. */
const shortest = 12;

type Code = { run: RegExp /** Bits per digit. */; bits: 6 | 4; value: Int8Array };

const digits = (alphabet: string, also: Record<string, number>): Int8Array => {
  const table = new Int8Array(128).fill(-1);
  for (const [index, character] of [...alphabet].entries()) table[character.charCodeAt(0)] = index;
  for (const [character, index] of Object.entries(also)) table[character.charCodeAt(0)] = index;
  return table;
};

const codes: Code[] = [
  {
    run: /[A-Za-z0-9+/_-]{16,}/g,
    bits: 6,
    value: digits('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', {
      '-': 62,
      _: 63,
    }),
  },
  {
    run: /[0-9a-fA-F]{24,}/g,
    bits: 4,
    value: digits('0123456789abcdef', { A: 10, B: 11, C: 12, D: 13, E: 14, F: 15 }),
  },
];

/** Text inside base64 and hexadecimal runs, whichever character the code began at. */
export const decodedViews = (view: View): View[] =>
  codes.flatMap((code) =>
    [...view.text.matchAll(code.run)].flatMap((match) => {
      const alignments = code.bits === 6 ? 4 : 2;
      return Array.from({ length: alignments }, (_, skip) =>
        readableStretches(view, code, match.index + skip, match.index + match[0].length),
      ).flat();
    }),
  );

/** Decodes from `from` on and answers every stretch of printable characters that is long enough. */
const readableStretches = (view: View, code: Code, from: number, to: number): View[] => {
  const bytes = decode(view.text, code, from, to);
  const stretches: View[] = [];
  /** Places of the printable bytes since the last one that was not. */
  let places: number[] = [];
  const close = () => {
    if (places.length >= shortest) stretches.push(stretch(view, code, from, bytes, places));
    places = [];
  };
  for (let place = 0; place < bytes.length; place++) {
    const byte = bytes[place] ?? 0;
    if (isPrintable(byte)) places.push(place);
    else if (byte !== 0) close();
  }
  close();
  return stretches;
};

const decode = (text: string, { bits, value }: Code, from: number, to: number): Uint8Array => {
  const bytes = new Uint8Array(Math.floor(((to - from) * bits) / 8));
  let place = 0;
  let held = 0;
  let heldBits = 0;
  for (let index = from; index < to; index++) {
    held = ((held << bits) | (value[text.charCodeAt(index)] ?? 0)) & 0xffff;
    heldBits += bits;
    if (heldBits < 8) continue;
    heldBits -= 8;
    bytes[place++] = held >> heldBits;
  }
  return bytes;
};

/** ASCII that shows, white space, and ESC, which begins a colour. NUL is passed over: it is every second byte of UTF-16. */
const isPrintable = (byte: number): boolean =>
  (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13 || byte === 27;

const stretch = (
  view: View,
  { bits }: Code,
  from: number,
  bytes: Uint8Array,
  places: number[],
): View => {
  const digit = (bit: number) => from + Math.floor(bit / bits);
  return {
    text: places.map((place) => String.fromCharCode(bytes[place] ?? 0)).join(''),
    starts: Int32Array.from(places, (place) => view.starts[digit(place * 8)] ?? 0),
    ends: Int32Array.from(places, (place) => view.ends[digit(place * 8 + 7)] ?? 0),
  };
};
