/** Reading parsed JSON that a stranger wrote: own members only, so `__proto__` is a name like any other. */
export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An own member of an object; undefined when there is none or the value is no object. */
export const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const surrogateEscape = /\\u[dD][89a-fA-F]/;

/** True when a text inside parsed JSON has half of a surrogate pair; only an escape can bring one in. */
export const hasLoneSurrogate = (source: string, value: unknown): boolean =>
  surrogateEscape.test(source) && isIllFormed(value);

const isIllFormed = (value: unknown): boolean => {
  if (typeof value === 'string') return !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(isIllFormed);
  return Object.entries(value).some(([name, inner]) => !name.isWellFormed() || isIllFormed(inner));
};
