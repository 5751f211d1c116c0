/** Values that programs have stumbled over, and JSON texts made of them. */
import type { Chance } from '../chance.ts';

/** Stands for a JSON text that no JavaScript value gives. */
const raw = (text: string): string => `@raw:${text}@`;

const numbers = [
  '-1',
  '0',
  '-0',
  '1.5',
  '1e400',
  '-1e400',
  '1e-400',
  'NaN',
  'Infinity',
  '0x10',
  '01',
  '9007199254740993',
  '-9007199254740993',
  '123456789012345678901234567890',
].map(raw);

const depth = (levels: number, open: string, close: string): string =>
  raw(open.repeat(levels) + close.repeat(levels));

const texts = (marker: string): string[] => [
  '',
  marker,
  `${marker}\u0000`,
  `${marker}\r\nx-injected: 1`,
  `<script>${marker}</script>`,
  `'; drop table keys; -- ${marker}`,
  `\u202e${marker}`,
  `${marker}👩‍👩‍👧`,
  raw('"\\ud800"'),
  raw('"\\udc00\\ud800"'),
  marker.repeat(500),
  '__proto__',
  'constructor',
  'faults/fine',
  'faults/\u0441haos',
];

const trees = (marker: string): unknown[] => [
  null,
  true,
  false,
  [],
  {},
  [[]],
  [null, marker],
  { [marker]: marker },
  { type: marker, text: marker },
  JSON.parse(`{"__proto__":{"${marker}":1}}`),
  { constructor: { prototype: { [marker]: 1 } } },
  { toString: marker, valueOf: null },
  depth(70, '[', ']'),
  depth(20_000, '[', ']'),
  depth(5_000, '{"a":', '}').replace('}@', 'null}@'),
];

export const nastyValue = (chance: Chance, marker: string): unknown =>
  chance.pick([numbers, texts(marker), trees(marker)][chance.below(3)] as unknown[]);

type Tree = Record<string, unknown> | unknown[];

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Replaces, removes or adds something, anywhere in the tree. */
export const mutate = (tree: Tree, chance: Chance, marker: string): void => {
  const keys = Object.keys(tree);
  const key = keys.length > 0 ? chance.pick(keys) : marker;
  const target = tree as Record<string, unknown>;
  const inner = target[key];
  if (isTree(inner) && chance.below(3) > 0) mutate(inner, chance, marker);
  else {
    const change = chance.below(6);
    const place = change === 0 ? chance.pick([marker, '__proto__', 'constructor', '']) : key;
    if (change === 1) delete target[key];
    else target[place] = nastyValue(chance, marker);
  }
};

/** JSON, with what `raw` stands for. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"@raw:(.*?)@"/g, (_, text: string) =>
    // A quoted text inside was escaped once more than it should be.
    text.replaceAll('\\"', '"').replaceAll('\\\\', '\\'),
  );

/** Damages bytes: cuts, drops, doubles, or puts in one that does not belong. */
export const damage = (bytes: Buffer, chance: Chance): Buffer => {
  const at = chance.below(bytes.length + 1);
  const rest = bytes.subarray(at);
  const before = bytes.subarray(0, at);
  return chance.pick([
    () => before,
    () => Buffer.concat([before, rest.subarray(1)]),
    () => Buffer.concat([before, Buffer.of(chance.below(256)), rest]),
    () => Buffer.concat([before, Buffer.of(0xc3, 0x28), rest]),
    () => Buffer.concat([bytes, bytes]),
    () => Buffer.concat([before, Buffer.alloc(chance.below(2_000), chance.below(256)), rest]),
  ])();
};
