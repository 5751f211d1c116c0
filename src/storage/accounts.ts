/** Accounts and the ledger: credits in, charges out. All amounts are nanodollars. */
import type { EpochMs } from '../domain/rates.ts';
import { type Store, StoreError } from './store.ts';

export type AccountRecord = {
  id: string;
  kind: 'sandbox' | 'standard';
  balance: number;
  /** Part of the balance that running requests hold. */
  reserved: number;
  createdAt: EpochMs;
  userId: string | null;
};

export type NewAccount = {
  kind: AccountRecord['kind'];
  userId?: string;
  /** First credit. */
  credit?: number;
  creditReason?: string;
};

/** An account whose balance or reservation is not what credits and requests add up to. */
export type LedgerFault = {
  accountId: string;
  balance: number;
  /** Sum of credits minus sum of charges. */
  expectedBalance: number;
  reserved: number;
  /** Sum over running requests. */
  expectedReserved: number;
};

const open = (): never => {
  throw new StoreError('Not open.');
};

export const createAccount = async (_s: Store, _account: NewAccount): Promise<AccountRecord> =>
  open();
export const findAccount = async (_s: Store, _id: string): Promise<AccountRecord | undefined> =>
  open();
export const findAccountByUser = async (
  _s: Store,
  _userId: string,
): Promise<AccountRecord | undefined> => open();
/** Oldest first. */
export const listAccounts = async (_s: Store): Promise<AccountRecord[]> => open();
/** The account with its new balance; undefined when there is no such account. */
export const addCredit = async (
  _s: Store,
  _accountId: string,
  _amount: number,
  _reason: string,
): Promise<AccountRecord | undefined> => open();
/** Hands an account to a user. False when there is no such account, or the user has another one. */
export const setAccountUser = async (
  _s: Store,
  _accountId: string,
  _userId: string,
): Promise<boolean> => open();
/** Empty when, for every account, credits − charges = balance and running reservations = reserved. */
export const checkLedger = async (_s: Store): Promise<LedgerFault[]> => open();
