/** Reads a usage export into rows by column name: CSV with a header, one JSON object per line, or a list in JSON. */
import Papa from 'papaparse';

export type ExportRow = Record<string, unknown>;

/** Thrown for a file that is neither. */
export class UnreadableExport extends Error {
  override name = 'UnreadableExport';
}

/** `progress` is told the number of rows, each few thousand. */
export const readExport = async (
  file: File,
  progress: (rows: number) => void,
): Promise<ExportRow[]> => {
  const start = (await file.slice(0, 4096).text()).trimStart();
  if (start === '') return [];
  return start.startsWith('{') || start.startsWith('[')
    ? readJson(await file.text(), progress)
    : readCsv(file, progress);
};

const every = 5_000;

const readJson = (text: string, progress: (rows: number) => void): ExportRow[] => {
  const rows: ExportRow[] = [];
  for (const value of valuesIn(text)) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UnreadableExport();
    rows.push(flat(value));
    if (rows.length % every === 0) progress(rows.length);
  }
  return rows;
};

const valuesIn = (text: string): unknown[] => {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && isWhole(lines[0] ?? '') ? lines.map(parse) : listIn(parse(text));
};

/** A list by itself, or as APIs answer one. */
const listIn = (value: unknown): unknown[] => {
  if (Array.isArray(value)) return value;
  const inside = typeof value === 'object' && value !== null && 'data' in value ? value.data : null;
  return Array.isArray(inside) ? inside : [value];
};

const isWhole = (line: string): boolean => {
  try {
    parse(line);
    return true;
  } catch (error) {
    if (error instanceof UnreadableExport) return false;
    throw error;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnreadableExport();
    throw error;
  }
};

/** `{"usage":{"input":1}}` becomes the column `usage.input`. */
const flat = (value: object, prefix = ''): ExportRow =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && prefix.length < 60
        ? Object.entries(flat(inner, `${prefix}${name}.`))
        : [[`${prefix}${name}`, inner]],
    ),
  );

const readCsv = (file: File, progress: (rows: number) => void): Promise<ExportRow[]> =>
  new Promise((resolve, reject) => {
    const rows: ExportRow[] = [];
    Papa.parse<ExportRow>(file, {
      header: true,
      skipEmptyLines: 'greedy',
      transformHeader: (name) => name.replace(/^\ufeff/, '').trim(),
      chunk: ({ data, meta }) => {
        if ((meta.fields?.length ?? 0) < 2) reject(new UnreadableExport());
        for (const row of data) rows.push(row);
        progress(rows.length);
      },
      complete: () => resolve(rows),
      error: () => reject(new UnreadableExport()),
    });
  });
