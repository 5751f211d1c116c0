/** The frontmatter of a file, which remembers on which line each part of it stands. */
import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

export type Path = readonly PropertyKey[];

export type Frontmatter = {
  data: unknown;
  /** Line in the file of what stands at the path, or of the nearest part around it. */
  lineOf(path: Path): number;
  /** Line in the file on which a text of several lines begins. */
  firstLineOf(path: Path): number;
  /** Why it can't be read; empty if it can. */
  unreadable: { line: number; message: string }[];
};

/** Undefined if the file has none. `body` is what follows, and `bodyLine` where that begins. */
export const splitFrontmatter = (
  text: string,
): { frontmatter: Frontmatter; body: string; bodyLine: number } | undefined => {
  const [whole, source] = /^---\r?\n([\s\S]*?)^---[ \t]*(?:\r?\n|$)/m.exec(text) ?? [];
  if (whole === undefined || source === undefined || !text.startsWith(whole)) return undefined;
  return {
    frontmatter: readFrontmatter(source),
    body: text.slice(whole.length),
    bodyLine: whole.split('\n').length,
  };
};

const readFrontmatter = (source: string): Frontmatter => {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  /** The line that opens the frontmatter stands before the source. */
  const lineAt = (offset: number): number => counter.linePos(offset).line + 1;
  const nodeAt = (path: Path) => document.getIn(path, true) as Node | undefined;
  const lineOf = (path: Path): number => {
    const parent = path.length > 0 ? nodeAt(path.slice(0, -1)) : undefined;
    const key = path.at(-1);
    if (isMap(parent))
      for (const item of parent.items)
        if (isScalar(item.key) && item.key.value === key && item.key.range)
          return lineAt(item.key.range[0]);
    const offset = nodeAt(path)?.range?.[0];
    if (offset !== undefined) return lineAt(offset);
    return path.length > 0 ? lineOf(path.slice(0, -1)) : 1;
  };
  const data = dataOf(document);
  return {
    data: data instanceof Error ? undefined : data,
    lineOf,
    firstLineOf: (path) => {
      const node = nodeAt(path);
      const isBlock = isScalar(node) && node.type?.startsWith('BLOCK');
      return lineOf(path) + (isBlock ? 1 : 0);
    },
    unreadable: [
      ...document.errors.map(({ message, pos }) => ({
        line: lineAt(pos[0]),
        message: message.split(/ at line|\n/)[0] ?? message,
      })),
      ...(data instanceof ReferenceError ? [{ line: 1, message: data.message }] : []),
    ],
  };
};

/** What the document says. An alias (*name) without its anchor (&name) is found out only here. */
const dataOf = (document: Document): unknown => {
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
};

/** What a schema finds wrong, each with its line. */
export const schemaFaults = (
  schema: z.ZodType,
  { lineOf }: Frontmatter,
  data: unknown,
  at: Path = [],
): { line: number; message: string }[] =>
  (schema.safeParse(data).error?.issues ?? []).map((issue) => {
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    return { line: lineOf([...at, ...issue.path, ...unknown]), message: issue.message };
  });
