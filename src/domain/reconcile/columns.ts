/**
 * Which column of a usage export is what. The guess goes by the header's words and is checked against
 * the values; the visitor can correct it. Rows are read with the mapping that results.
 */
import type { Nanodollars } from '../money.ts';
import type { ClientRow } from './rows.ts';

export type Field =
  | 'at'
  | 'model'
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'cost'
  | 'requestId';

/** Column name per field; a field that the export lacks is absent. */
export type ColumnMapping = Partial<Record<Field, string>>;

export type CostUnit = 'dollars' | 'cents' | 'nanodollars';

export type ReadOptions = {
  mapping: ColumnMapping;
  costUnit: CostUnit;
};

export type ReadFault = { line: number; message: string };

/** Fields in the order in which they claim a column, with the words that name them, best first. */
const patterns: [Field, RegExp[]][] = [
  [
    'requestId',
    [/^(x[_-]?)?request[_\s-]?id$/, /^(generation|call)[_\s-]?id$/, /^id$/, /^trace[_\s-]?id$/],
  ],
  ['cacheRead', [/(?<!un)cache[_\s-]*(d|hit|read)/]],
  ['cacheWrite', [/cache[_\s-]*(creation|write|store)/]],
  [
    'cost',
    [
      /^(cost|spend|charge)$/,
      /total[_\s-]*(cost|spend|charge|price|amount)|(cost|spend|charge)[\w\s.]*total/,
      /^(cost|spend|charge)[\w\s(]*(usd|\$|dollars|cents)/,
      /cost|charge|spend|amount|usd|\$/,
      /price/,
    ],
  ],
  [
    'output',
    [
      /(output|completion|generated|response|candidates)[\w\s-]*tokens?/,
      /^(output|completion|tokens[_\s-]*(out|completion|generated))/,
      /^usage(_?details)?\.output$/,
    ],
  ],
  [
    'input',
    [
      /(input|prompt|request)[\w\s-]*tokens?/,
      /^(input|prompt|tokens[_\s-]*(in|prompt))/,
      /^usage(_?details)?\.input$/,
    ],
  ],
  ['model', [/^model([_\s-]*(id|name|slug))?$/, /model|deployment/]],
  [
    'at',
    [
      /^(timestamp|time|date|created([_\s-]*at)?|datetime|start(ed)?([_\s-]*(at|time))?)$/,
      /time|date|created/,
    ],
  ],
];

/** What a request was allowed, or a session has used so far, is no count of one call. */
const noCount = /(^|[._\s-])max[._\s-]|limit|total_token_usage/;

/** Guesses the mapping from the header and a few rows; only `at` is needed for a comparison. */
export const guessMapping = (
  header: readonly string[],
  sample: readonly Record<string, unknown>[],
): ColumnMapping => {
  const mapping: ColumnMapping = {};
  const free = new Set(header.filter((name) => !noCount.test(name.toLowerCase())));
  for (const [field, words] of patterns) {
    const column = words
      .flatMap((word) => [...free].filter((name) => word.test(name.trim().toLowerCase())))
      .find((name) =>
        fits(
          field,
          name,
          sample.map((row) => row[name]),
        ),
      );
    if (column === undefined) continue;
    mapping[field] = column;
    free.delete(column);
  }
  return mapping;
};

/** The unit that the cost column's name tells; dollars when it tells none. */
export const guessUnit = ({ cost = '' }: ColumnMapping): CostUnit => {
  if (/nano/i.test(cost)) return 'nanodollars';
  return /cents?\b/i.test(cost) ? 'cents' : 'dollars';
};

/** Columns that say how many requests a row is about. */
const requestCounts = /^(n|num|number)?[_\s-]*(of[_\s-]*)?(model[_\s-]*)?requests?([_\s-]*count)?$/;

/** True when rows are sums, of a day say: no row is then one call. */
export const holdsSums = (
  sample: readonly Record<string, unknown>[],
  { at = '' }: ColumnMapping,
): boolean =>
  sample.some((row) =>
    Object.entries(row).some(
      ([name, value]) =>
        requestCounts.test(name.trim().toLowerCase()) && (parseCount(value) ?? 0) > 1,
    ),
  ) ||
  (sample.length > 0 && sample.every((row) => /^\d{4}-\d{2}-\d{2}$/.test(String(row[at]).trim())));

/**
 * False for a line of a session's log that is no call, a question say: it lacks the columns. A call whose
 * counts the client did not get has them, and nothing in them.
 */
export const isCall = (
  raw: Record<string, unknown>,
  { input, output, cost }: ColumnMapping,
): boolean =>
  [input, output, cost].some((column) => column !== undefined && raw[column] !== undefined);

const fits = (field: Field, name: string, values: unknown[]): boolean => {
  const present = values.filter((value) => value !== undefined && value !== null && value !== '');
  if (present.length === 0) return false;
  if (field === 'at') return present.some((value) => parseTime(value) !== undefined);
  if (field === 'cost') {
    const unit = guessUnit({ cost: name });
    return present.some((value) => parseAmount(value, unit) !== undefined);
  }
  if (field === 'model' || field === 'requestId')
    return present.some((value) => typeof value === 'string');
  return present.some((value) => parseCount(value) !== undefined);
};

/** A row of the export; a fault says which column is wrong and never repeats the value. */
export const readRow = (
  raw: Record<string, unknown>,
  line: number,
  { mapping, costUnit }: ReadOptions,
): ClientRow | ReadFault => {
  const value = (field: Field): unknown => {
    const column = mapping[field];
    return column === undefined ? undefined : raw[column];
  };
  const at = parseTime(value('at'));
  if (at === undefined)
    return { line, message: `The column "${mapping.at ?? 'time'}" holds no date and time.` };
  return {
    line,
    at,
    model: text(value('model')),
    input: parseCount(value('input')) ?? null,
    output: parseCount(value('output')) ?? null,
    cacheRead: parseCount(value('cacheRead')) ?? null,
    cacheWrite: parseCount(value('cacheWrite')) ?? null,
    cost: parseAmount(value('cost'), costUnit) ?? null,
    requestId: text(value('requestId')),
  };
};

export const isFault = (row: ClientRow | ReadFault): row is ReadFault => 'message' in row;

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** A whole number of tokens, with or without thousands separators. */
const parseCount = (value: unknown): number | undefined => {
  const digits = String(value ?? '')
    .trim()
    .replace(/(?<=\d)[,_\s](?=\d{3}\b)/g, '')
    .replace(/\.0+$/, '');
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  return Number(digits);
};

/** The last moment of the year 9999: what lies beyond is no time of a request. */
export const latestTime = 253_402_300_799_999;

/** ISO 8601, `YYYY-MM-DD HH:MM:SS` (read as UTC), or a Unix time in seconds or milliseconds. */
export const parseTime = (value: unknown): number | undefined => {
  const written = String(value ?? '').trim();
  if (/^\d{10}(\.\d+)?$/.test(written)) return Math.floor(Number(written) * 1000);
  if (/^\d{13}$/.test(written)) return Number(written);
  const local =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z| ?UTC|[+-]\d{2}:?\d{2})?$/i.exec(
      written,
    );
  const iso = local
    ? `${local[1]}T${local[2] ?? '00:00'}${(local[3] ?? 'Z').trim().toUpperCase().replace('UTC', 'Z')}`
    : written;
  if (!local && !/\d{4}/.test(written)) return undefined;
  const at = Date.parse(iso);
  return at >= 0 && at <= latestTime ? at : undefined;
};

/** True when times name no zone, so that they may be local ones. */
export const hasNoZone = (value: unknown): boolean =>
  typeof value === 'string' &&
  /\d{2}:\d{2}/.test(value) &&
  !/(Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i.test(value.trim());

const shifts: Record<CostUnit, number> = { dollars: 9, cents: 7, nanodollars: 0 };

/** `0,012` is none: there the comma stands where others write a point. */
const inThousands = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;

/** An amount such as `$0.0123`, `1.2e-5` or `1,234.50`, cut off at a nanodollar; no float is involved. */
export const parseAmount = (value: unknown, unit: CostUnit): Nanodollars | undefined => {
  const written = String(value ?? '')
    .trim()
    .replace(/^(-?)(?:US)?\$\s*/, '$1')
    .replace(/\s*USD$/i, '');
  const match = /^(-?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,2}))?$/i.exec(
    inThousands.test(written) ? written.replaceAll(',', '') : written,
  );
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole + fraction === '') return undefined;
  const places = shifts[unit] + Number(exponent) - fraction.length;
  const digits = `${whole}${fraction}`;
  const scaled = places >= 0 ? digits + '0'.repeat(places) : digits.slice(0, places) || '0';
  const amount = Number(scaled);
  return Number.isSafeInteger(amount) ? (sign ? -amount : amount) : undefined;
};
