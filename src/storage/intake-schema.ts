/** Tables of what people send in. Times are epoch milliseconds. */
import type { IntakeKind, IntakeStatus } from '../domain/intake.ts';

export type IntakeSchema = {
  intake_items: IntakeItemsTable;
  intake_replies: IntakeRepliesTable;
  intake_votes: IntakeVotesTable;
  outbox: OutboxTable;
  submissions: SubmissionsTable;
  intake_bytes: IntakeBytesTable;
};

export type IntakeItemsTable = {
  id: string;
  kind: IntakeKind;
  /** Set for tickets. */
  account_id: string | null;
  title: string;
  /** Of requests for pages: the name that duplicates are found by. */
  same_name: string | null;
  /** JSON; of a security report the ciphertext and nothing else. */
  content: string;
  status: IntakeStatus;
  link: string | null;
  votes: number;
  /** SHA-256 of the secret that a reporter follows a security report with. */
  follow_hash: string | null;
  created_at: number;
  updated_at: number;
};

export type IntakeRepliesTable = {
  id: string;
  item_id: string;
  author: 'operator' | 'account' | 'visitor';
  text: string;
  created_at: number;
};

/** `voter` is a keyed hash of a user id or a network. */
export type IntakeVotesTable = { item_id: string; voter: string };

/** One row per sink that an item or a reply goes to. */
export type OutboxTable = {
  id: string;
  item_id: string;
  reply_id: string | null;
  sink: string;
  state: 'waiting' | 'delivered' | 'dead';
  attempts: number;
  /** When it may be tried; moved ahead while an instance is at it. */
  due_at: number;
  /** The instance that is at it: only that one may record how the attempt ended. */
  lease: string | null;
  error: string | null;
  reference: string | null;
};

/** Proofs of work that were spent, and answers to idempotency keys. Forgotten when they expire. */
export type SubmissionsTable = {
  key_hash: string;
  body_hash: string;
  answer: string;
  expires_at: number;
};

/** One row: what all items take up. */
export type IntakeBytesTable = { id: number; bytes: number };
