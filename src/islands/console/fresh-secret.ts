/** Secrets that were made just now, each until the reader says that they have it. They are nowhere else. */
import { atom } from 'nanostores';

export type FreshSecret = { keyId: string; label: string; secret: string };

/** The newest first. */
export const $freshSecrets = atom<readonly FreshSecret[]>([]);

/** A reset leaves nothing to keep of the key's secret before. */
export const showSecret = (fresh: FreshSecret): void =>
  $freshSecrets.set([fresh, ...others(fresh.keyId)]);

export const putAway = (keyId: string): void => $freshSecrets.set(others(keyId));

const others = (keyId: string): FreshSecret[] =>
  $freshSecrets.get().filter((each) => each.keyId !== keyId);
