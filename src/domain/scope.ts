/** Which models a group's keys may call: exact ids, or prefixes that end with `*` (K4). */
export const inScope = (scope: readonly string[], model: string): boolean =>
  scope.some((pattern) =>
    pattern.endsWith('*') ? model.startsWith(pattern.slice(0, -1)) : model === pattern,
  );
