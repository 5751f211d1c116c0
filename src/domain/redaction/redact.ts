/**
 * Replaces secrets in what a visitor is about to send by `[redacted: kind]`, in the browser and again on the
 * server. Sees through escapes, encodings, wrapped lines and invisible characters; takes time linear in the length.
 */
import { decodedViews } from './decode.ts';
import { fold, unescapeLayer } from './disguises.ts';
import { findBlocks } from './find-blocks.ts';
import { findFormats } from './find-formats.ts';
import { findNamed } from './find-named.ts';
import { joinLines } from './lines.ts';
import { type Hit, plainView, type View } from './view.ts';

export type Redaction = {
  text: string;
  /** What was replaced, by kind. Empty when the text is unchanged. */
  found: { kind: string; count: number }[];
};

/** Layers of escapes, and of encodings in one another, that are taken off. */
const layers = 3;

export const redact = (text: string): Redaction => {
  const hits = merged(secretsIn(fold(plainView(text)), layers));
  const counts = new Map<string, number>();
  let result = '';
  let copied = 0;
  for (const { kind, start, end } of hits) {
    result += `${text.slice(copied, start)}[redacted: ${kind}]`;
    copied = end;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return {
    text: result + text.slice(copied),
    found: [...counts].map(([kind, count]) => ({ kind, count })),
  };
};

/** Secrets of a view in every reading of it, in positions of the original, the most telling kind first. */
const secretsIn = (view: View, depth: number): Hit[] => {
  const readings = [view];
  for (let layer = 0; layer < layers; layer++) {
    const next = unescapeLayer(readings.at(-1) ?? view);
    if (next === readings.at(-1)) break;
    readings.push(next);
  }
  const joined = readings
    .map((reading) => joinLines(reading, 'likely'))
    .filter((each, index) => each !== readings[index]);
  const glued = readings
    .map((reading) => joinLines(reading, 'all'))
    .filter((each, index) => each !== readings[index]);
  const sure = [...readings, ...joined].flatMap(hitsIn);
  const unsure = apartFrom(sure, glued.flatMap(hitsIn));
  if (depth === 0) return [...sure, ...unsure];
  const inside = [...readings, ...joined, ...glued]
    .flatMap(decodedViews)
    .flatMap((each) => secretsIn(fold(each), depth - 1));
  return [...sure, ...unsure, ...inside];
};

const hitsIn = (view: View): Hit[] =>
  [findFormats, findBlocks, findNamed].flatMap((find) =>
    find(view).map(({ kind, start, end }) => ({
      kind,
      start: view.starts[start] ?? 0,
      end: view.ends[end - 1] ?? 0,
    })),
  );

/** Those of `hits` that touch none of `others`. */
const apartFrom = (others: Hit[], hits: Hit[]): Hit[] => {
  const taken = merged(others);
  let index = 0;
  return hits
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      while ((taken[index]?.end ?? Infinity) <= start) index++;
      return (taken[index]?.start ?? Infinity) >= end;
    });
};

/** Hits that overlap become one, of the kind that was found first. */
const merged = (hits: Hit[]): Hit[] => {
  const sorted = hits
    .map((hit, rank) => ({ ...hit, rank }))
    .sort((a, b) => a.start - b.start || a.rank - b.rank);
  const result: typeof sorted = [];
  for (const hit of sorted) {
    const last = result.at(-1);
    if (!last || hit.start >= last.end) result.push({ ...hit });
    else {
      if (hit.rank < last.rank) Object.assign(last, { kind: hit.kind, rank: hit.rank });
      last.end = Math.max(last.end, hit.end);
    }
  }
  return result;
};
