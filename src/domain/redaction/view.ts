/**
 * A view of a text: what it says once a disguise is taken off, with the place of every character
 * in the original. Secrets are looked for in views and replaced in the original.
 */

export type View = {
  text: string;
  /** Per character of `text`: where its original begins and ends. */
  starts: Int32Array;
  ends: Int32Array;
};

/** A secret found in a view, in positions of that view's text. */
export type Hit = { kind: string; start: number; end: number };

/** The text as it stands. */
export const plainView = (text: string): View => {
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  for (let i = 0; i < text.length; i++) {
    starts[i] = i;
    ends[i] = i + 1;
  }
  return { text, starts, ends };
};

/**
 * Replaces each match of a global pattern: by a text that is no longer, by nothing (''), or not at all
 * (undefined). Answers the same view when nothing changed.
 */
export const rewrite = (
  view: View,
  pattern: RegExp,
  replacement: (match: RegExpExecArray) => string | undefined,
): View => {
  const parts: string[] = [];
  const starts = new Int32Array(view.text.length);
  const ends = new Int32Array(view.text.length);
  let length = 0;
  let copied = 0;
  const copyTo = (end: number) => {
    parts.push(view.text.slice(copied, end));
    starts.set(view.starts.subarray(copied, end), length);
    ends.set(view.ends.subarray(copied, end), length);
    length += end - copied;
  };
  for (const match of view.text.matchAll(pattern)) {
    const text = replacement(match);
    if (text === undefined) continue;
    copyTo(match.index);
    copied = match.index + match[0].length;
    parts.push(text);
    starts.fill(view.starts[match.index] ?? 0, length, length + text.length);
    ends.fill(view.ends[copied - 1] ?? 0, length, length + text.length);
    length += text.length;
  }
  if (copied === 0) return view;
  copyTo(view.text.length);
  return {
    text: parts.join(''),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
  };
};

const isAlphanumeric = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** True where a token can begin: no letter or digit before it, or something was taken out there. */
export const isBoundary = (view: View, index: number): boolean =>
  index === 0 ||
  !isAlphanumeric(view.text.charCodeAt(index - 1)) ||
  (view.ends[index - 1] ?? 0) < (view.starts[index] ?? 0);
