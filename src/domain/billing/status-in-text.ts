/** The HTTP status in an error's words, as SDKs, command lines, proxies and people write it. */

export const statusInText = (words: string): number | null => {
  for (const place of places) {
    const written = place.exec(words)?.[1];
    if (written !== undefined && isStatus(Number(written))) return Number(written);
  }
  return null;
};

export const isStatus = (value: number): boolean =>
  Number.isInteger(value) && value >= 200 && value <= 599;

/** A number of an error that counts something, as in "500 tokens". */
const noUnit =
  '(?!\\s*(?:%|ms\\b|s\\b|sec|min|tokens?\\b|characters?\\b|words?\\b|requests?\\b|bytes?\\b|[KMG]i?B\\b))';

/** The surest first. */
const places: RegExp[] = [
  /(?:error code|status(?: code)?|HTTP(?:\/[\d.]+)?|api error)[\s:=]+(\d{3})\b/i,
  /^\s*(?:[\w.]*Error:?\s*)?(\d{3})\s+(?=[{A-Z<])/,
  /<(?:title|h1)>\s*(\d{3})\b/i,
  new RegExp(`^\\s*(?:[\\w.]*Error:?\\s*)?([45]\\d\\d)\\b${noUnit}`, 'i'),
  new RegExp(`\\b(?:error|got(?: an?)?|with|returned)[\\s:=]+([45]\\d\\d)\\b${noUnit}`, 'i'),
  /[([]([45]\d\d)[)\]]/,
];
