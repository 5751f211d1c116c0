/** Groups: what their keys may call, at which multiplier, how often (K4). */
import type { EpochMs } from '../domain/rates.ts';
import type { GroupConfig } from '../domain/site.ts';
import { type Store, StoreError } from './store.ts';

export type GroupRecord = {
  id: string;
  description: string;
  /** Model id patterns. */
  scope: string[];
  /** Requests per minute, per key and per account. */
  limits: { key: number | null; account: number | null };
};

const open = (): never => {
  throw new StoreError('Not open.');
};

/** Brings groups to what the site's configuration says; multipliers are seeded once each. Idempotent. */
export const syncGroups = async (_s: Store, _groups: GroupConfig[]): Promise<void> => open();
export const listGroups = async (_s: Store): Promise<GroupRecord[]> => open();
/** False when there is no such group, or it has a multiplier from that moment on already. */
export const addMultiplier = async (
  _s: Store,
  _groupId: string,
  _multiplier: { effectiveAt: EpochMs; multiplier: string },
): Promise<boolean> => open();
