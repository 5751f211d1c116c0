import type { ConsoleKey } from '../../domain/playground-api.ts';

type Named = Pick<ConsoleKey, 'label' | 'masked'>;

/** Keys whose label has what was typed, or whose secret ends as it does: a whole secret fits, too. */
export const keysLike = <Key extends Named>(keys: readonly Key[], typed: string): Key[] => {
  const wanted = typed.trim().toLowerCase();
  const end = wanted.slice(-4);
  return keys.filter(
    ({ label, masked }) =>
      label.toLowerCase().includes(wanted) ||
      (end.length === 4 && masked.toLowerCase().endsWith(end) && isSecretOrItsEnd(wanted)),
  );
};

const isSecretOrItsEnd = (wanted: string): boolean =>
  wanted.length === 4 || /^sk-\S+$/.test(wanted);
