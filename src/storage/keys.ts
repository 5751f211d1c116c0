/** Keys: credentials of an account, in a group. Only hashes of secrets are stored; no key is ever deleted (K2). */
import type { EpochMs } from '../domain/rates.ts';
import type { Usage } from '../domain/usage.ts';
import type { GroupRecord } from './groups.ts';
import { type Store, StoreError } from './store.ts';

export type KeyRecord = {
  id: string;
  accountId: string;
  groupId: string;
  label: string;
  lastFour: string;
  status: 'active' | 'disabled';
  createdAt: EpochMs;
  resetAt: EpochMs | null;
};

/** Who calls, read anew for every request, so that a reset or disable is in force for the next one. */
export type Caller = {
  key: KeyRecord;
  /** True for a secret from before a reset: it opens nothing, yet its use shows in the owner's log. */
  secretRetired: boolean;
  group: GroupRecord;
  balance: number;
  reserved: number;
  catalogueRevision: number;
};

/** A key with its secret: the only time that the secret is shown. */
export type NewSecret = { key: KeyRecord; secret: string };

export type KeyUsage = { requests: number; tokens: Usage; charged: number };

/** `day` is `YYYY-MM-DD` in UTC. */
export type DayUsage = KeyUsage & { day: string };

export type NewKey = { accountId: string; groupId: string; label: string };

const open = (): never => {
  throw new StoreError('Not open.');
};

export const findCaller = async (_s: Store, _secret: string): Promise<Caller | undefined> => open();
export const createKey = async (_s: Store, _key: NewKey): Promise<NewSecret> => open();
/** Oldest first. */
export const listKeys = async (_s: Store, _accountId: string): Promise<KeyRecord[]> => open();
export const findKey = async (
  _s: Store,
  _accountId: string,
  _keyId: string,
): Promise<KeyRecord | undefined> => open();
export const setKeyStatus = async (
  _s: Store,
  _accountId: string,
  _keyId: string,
  _status: KeyRecord['status'],
): Promise<KeyRecord | undefined> => open();
export const renameKey = async (
  _s: Store,
  _accountId: string,
  _keyId: string,
  _label: string,
): Promise<KeyRecord | undefined> => open();
export const resetKey = async (
  _s: Store,
  _accountId: string,
  _keyId: string,
): Promise<NewSecret | undefined> => open();
export const keyUsage = async (_s: Store, _keyId: string): Promise<KeyUsage> => open();
/** Days with usage since a moment, oldest first. */
export const keyUsageByDay = async (
  _s: Store,
  _keyId: string,
  _since: EpochMs,
): Promise<DayUsage[]> => open();
