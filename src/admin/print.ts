/** Prints for a person, aligned, or for a program as JSON. */

export type Column<T> = [title: string, read: (row: T) => string | number | null];

export type Printer = {
  /** A table; `none` says that there is nothing. */
  rows<T>(rows: T[], columns: Column<T>[], none: string): void;
  /** One line per field. */
  record<T>(value: T, fields: Column<T>[]): void;
  /** What was done; `value` is what JSON shows of it. */
  done(text: string, value: unknown): void;
};

export const createPrinter = (
  json: boolean,
  write: (text: string) => void = (text) => void process.stdout.write(text),
): Printer => {
  const line = (text: string) => write(`${text}\n`);
  const structured = (value: unknown) => line(JSON.stringify(value, null, 2));
  return {
    rows: (rows, columns, none) => {
      if (json) return structured(rows);
      if (rows.length === 0) return line(none);
      const table = [
        columns.map(([title]) => title),
        ...rows.map((row) => columns.map(([, read]) => shown(read(row)))),
      ];
      for (const text of aligned(table)) line(text);
    },
    record: (value, fields) => {
      if (json) return structured(value);
      for (const text of aligned(fields.map(([title, read]) => [title, shown(read(value))])))
        line(text);
    },
    done: (text, value) => (json ? structured(value) : line(visible(text))),
  };
};

const shown = (value: string | number | null): string => visible(String(value ?? '-'));

/** What others wrote does not get to steer the terminal: control characters and bidi marks are shown as such. */
const visible = (text: string): string =>
  text.replace(
    /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const aligned = (table: string[][]): string[] => {
  const widths = (table[0] ?? []).map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  );
  return table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
};
