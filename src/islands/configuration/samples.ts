/**
 * Code is coloured when the page is built, with stand-ins for the values that a reader can change, so that
 * no highlighter is loaded here: colours stay, values are put into the stand-ins' places.
 */
import type { RecipeValues } from '../../domain/recipe-render.ts';
import type { CodeToken } from '../code/highlight.ts';

/** Lines of pieces: the text, and the name of its colour among the `--code-` variables, unless it is the plain one. */
export type Sample = SamplePiece[][];
export type SamplePiece = [text: string] | [text: string, color: string];

/** Stand-ins: words that the highlighter takes for what they stand for, and that no recipe has. */
export const sampleValues = {
  origin: 'https://origin.invalid',
  model: 'vendor-model-id',
} satisfies Partial<RecipeValues>;

/**
 * Coloured lines of `code`. `sampled` is the same text with the stand-ins. Undefined when it was not coloured
 * at build, or when a value stands there in another form, such as within quotes: then the code stays plain.
 */
export const colouredLines = (
  samples: readonly Sample[],
  sampled: string,
  code: string,
  values: Pick<RecipeValues, 'origin' | 'model'>,
): CodeToken[][] | undefined => {
  const sample = samples.find((candidate) => textOf(candidate) === sampled);
  const lines = sample?.map((line) =>
    line.map(([text, color]): [string, string?] => [
      text
        .replaceAll(sampleValues.origin, values.origin)
        .replaceAll(sampleValues.model, values.model),
      color,
    ]),
  );
  if (!lines || textOf(lines) !== code) return undefined;
  return lines.map((line) =>
    line.map(([content, color]) => ({
      content,
      color: color && `var(--code-${color})`,
    })),
  );
};

const textOf = (lines: readonly (readonly [string, string?])[][]): string =>
  lines.map((line) => line.map(([text]) => text).join('')).join('\n');
