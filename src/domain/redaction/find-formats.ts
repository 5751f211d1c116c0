/** Finds the secrets that are known by how they begin. One pass: a place is looked at once. */
import { accepts, type Format, formatsByFirst, runMeter } from './formats.ts';
import { looksRandom } from './randomness.ts';
import { type Hit, isBoundary, type View } from './view.ts';

export const findFormats = (view: View): Hit[] => {
  const hits: Hit[] = [];
  const endOfRun = runMeter(view.text);
  let index = 0;
  while (index < view.text.length) {
    const candidates = formatsByFirst.get(view.text.charCodeAt(index));
    const found =
      candidates && isBoundary(view, index)
        ? matchAt(view.text, index, candidates, endOfRun)
        : undefined;
    if (!found) {
      index++;
      continue;
    }
    if (found.kind) hits.push({ kind: found.kind, start: index, end: found.end });
    index = found.end;
  }
  return [...hits, ...awsSecrets(view.text, hits)];
};

/**
 * The secret that begins here. Without a kind: how far to go on, where something only begins like one.
 * A run that does not look random holds no secret further on either, and is passed over whole.
 */
const matchAt = (
  text: string,
  index: number,
  candidates: { prefix: string; format: Format }[],
  endOfRun: (format: Format, from: number) => number,
): { kind?: string; end: number } | undefined => {
  let passed: number | undefined;
  for (const { prefix, format } of candidates) {
    if (!text.startsWith(prefix, index)) continue;
    const from = index + prefix.length;
    const end = endOfRun(format, from);
    if (accepts(format, text.slice(from, end))) return { kind: format.kind, end };
    passed = Math.max(passed ?? 0, format.accepts || end - from < format.min ? from : end);
  }
  return passed === undefined ? undefined : { end: passed };
};

/** The secret half of an AWS pair has no mark of its own: 40 characters near the public half. */
const awsSecrets = (text: string, hits: Hit[]): Hit[] => {
  const keys = hits.filter(({ kind }) => kind === 'AWS access key');
  if (keys.length === 0) return [];
  let index = 0;
  return [...text.matchAll(/(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40,88}={0,2}/g)]
    .map((run) => ({ kind: 'AWS secret key', start: run.index, end: run.index + run[0].length }))
    .filter(({ start, end }) => {
      while ((keys[index]?.end ?? Infinity) < start - near) index++;
      return (keys[index]?.start ?? Infinity) < end + near && isAwsSecret(text.slice(start, end));
    });
};

const near = 300;

const isAwsSecret = (run: string): boolean =>
  /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && looksRandom(run);
