/** Moments as a reader sees them: in the browser's own time zone, with UTC beside it where it counts. */

/** The time of day, with the date unless it is today. */
export const shortTime = (iso: string): string => {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  return date.toLocaleString(undefined, {
    ...(!today && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
};

/** `2026-11-24 08:00:00.123 UTC`. */
export const utcTime = (iso: string): string => iso.replace('T', ' ').replace('Z', ' UTC');

export const duration = (from: string, to: string): string => {
  const ms = Math.max(0, Date.parse(to) - Date.parse(from));
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`;
};

/** Value of a `datetime-local` field for a moment in ISO 8601; empty for none. */
export const toLocalField = (iso: string): string => {
  if (!iso) return '';
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

/** The moment that a `datetime-local` field names, in ISO 8601; empty for none. */
export const fromLocalField = (value: string): string => {
  const time = Date.parse(value);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
};
