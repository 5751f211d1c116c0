/** Strings of islands live in `content/i18n/en/<island>.json`; `{name}` in them is filled in here. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole,
  );
