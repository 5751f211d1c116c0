/** A secret that was made just now, until the reader says that they have it. It is nowhere else. */
import { atom } from 'nanostores';

export type FreshSecret = { keyId: string; label: string; secret: string };

export const $freshSecret = atom<FreshSecret | null>(null);
