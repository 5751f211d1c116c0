/** A table as data, so that a page and its Markdown form print the same one. */
export type Cell = {
  text: string;
  /** Shown as code. */
  code?: boolean;
  /** Where the cell links to. */
  href?: string;
};

export type Table = {
  columns: string[];
  rows: Cell[][];
};

/** Looks up a string of the interface. */
export type Translate = (key: keyof typeof import('#content/i18n/en.json')) => string;
