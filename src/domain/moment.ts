/** Moments as people write them in a query or on a command line. */
import type { EpochMs } from './rates.ts';

const pattern = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * A day (midnight UTC) or a moment with its offset: without one it would mean another moment on another
 * machine. Undefined for anything else, and for a day that the month does not have.
 */
export const parseMoment = (text: string): EpochMs | undefined => {
  const [year = 0, month = 0, day = 0] = (pattern.exec(text) ?? []).slice(1).map(Number);
  // The built-in parser takes 31 February for 3 March.
  const isDay = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day && day > 0;
  const at = isDay ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};
