/**
 * The way of every submission: answered once per idempotency key, limited, proven, cleaned, and stored
 * together with what is to be delivered, in one transaction.
 */
import { createHash } from 'node:crypto';
import type { PublicForm } from '../domain/intake.ts';
import type { Db } from '../storage/intake-items.ts';
import { claimSubmission, findSubmission, takeBytes } from '../storage/submissions.ts';
import { refused } from './challenges.ts';
import type { LimitedAction } from './form-limits.ts';
import { IntakeError } from './intake-error.ts';
import type { IntakeParts, Visitor } from './parts.ts';

export type Envelope = {
  visitor: Visitor;
  idempotencyKey?: string;
  /** Solution of a challenge; what a session sends needs none. */
  altcha?: string;
  /** A field that people do not see and programs fill in. */
  website?: string;
};

type Submission<Answer> = {
  action: LimitedAction;
  /** The form whose proof of work is asked for; none for what a session sends. */
  form?: PublicForm;
  envelope: Envelope;
  /** What an idempotency key stands for, with everything that tells two requests apart. */
  content: unknown;
  /** Cleans what was sent, before the transaction. */
  prepare(): Promise<{ bytes: number; store: (db: Db) => Promise<Answer> }>;
};

const answersKeptMs = 24 * 60 * 60 * 1000;
/** Beside its texts, an item takes up its row, its index entries and its deliveries. */
const rowBytes = 1_024;

export const submit = async <Answer>(
  parts: IntakeParts,
  { action, form, envelope, content, prepare }: Submission<Answer>,
): Promise<Answer> => {
  const { store, site, challenges, limits } = parts;
  const now = store.clock.now();
  const bodyHash = sha256(JSON.stringify(content));
  const key = keyOf(envelope, action);

  const earlier = key && (await findAnswer<Answer>(store.db, key, bodyHash));
  if (earlier) return earlier;
  await limits.admit(action, envelope.visitor);
  if (envelope.website) throw filledIn();
  const proof = form && (await challenges.check(form, envelope.altcha));
  const { bytes, store: write } = await prepare();

  try {
    const answer = await store.db.transaction().execute(async (transaction) => {
      if (
        proof &&
        !(await claimSubmission(transaction, sha256(`proof ${proof.id}`), spent, proof.expiresAt))
      )
        throw refused();
      if (!(await takeBytes(transaction, bytes + rowBytes, quota(parts))))
        throw full(site.contact.support);
      const written = await write(transaction);
      const remembered = { bodyHash, answer: JSON.stringify(written) };
      if (key && !(await claimSubmission(transaction, key, remembered, now + answersKeptMs)))
        throw new TakenKey();
      return written;
    });
    parts.wake();
    return answer;
  } catch (error) {
    // The same request on another connection was faster: it answers for both.
    const other = key && (await findAnswer<Answer>(store.db, key, bodyHash));
    if (other) return other;
    throw error;
  }
};

const spent = { bodyHash: '', answer: '' };

class TakenKey extends Error {
  override name = 'TakenKey';
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** Keys of different visitors and forms do not meet. */
const keyOf = ({ idempotencyKey, visitor }: Envelope, action: string): string | undefined =>
  idempotencyKey === undefined
    ? undefined
    : sha256(JSON.stringify(['key', action, visitor.userId ?? visitor.network, idempotencyKey]));

const findAnswer = async <Answer>(
  db: Db,
  key: string,
  bodyHash: string,
): Promise<Answer | undefined> => {
  const earlier = await findSubmission(db, key);
  if (!earlier) return undefined;
  if (earlier.bodyHash !== bodyHash)
    throw new IntakeError(
      'key_reused',
      'This idempotency key was used for another request.',
      'Use a new key for each request; repeat one only with the same body.',
      { field: 'idempotency-key' },
    );
  return JSON.parse(earlier.answer);
};

const quota = ({ site }: IntakeParts): number => (site.intakeMegabytes ?? 500) * 1024 * 1024;

const filledIn = (): IntakeError =>
  new IntakeError(
    'invalid',
    'A field that must stay empty is filled in.',
    'Leave "website" empty.',
    {
      field: 'website',
    },
  );

const full = (support: string): IntakeError =>
  new IntakeError(
    'full',
    'There is no room for more right now. Nothing was stored.',
    `Write to ${support} instead.`,
  );
