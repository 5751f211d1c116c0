/** Reads a usage export into rows by column name: CSV with a header, or one JSON object per line. */
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
  const add = (value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new UnreadableExport();
    rows.push(flat(value));
    if (rows.length % every === 0) progress(rows.length);
  };
  if (text.trimStart().startsWith('[')) {
    const list = parse(text);
    if (!Array.isArray(list)) throw new UnreadableExport();
    for (const value of list) add(value);
  } else for (const line of text.split('\n')) if (line.trim() !== '') add(parse(line));
  return rows;
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
