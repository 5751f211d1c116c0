/** Security reports (D4): age ciphertext that only the operator can read, followed with a receipt. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { isAgeArmor, type SecurityReportStatus } from '../domain/intake.ts';
import { findItem, listReplies } from '../storage/intake-items.ts';
import { IntakeError } from './intake-error.ts';
import { addItem, newItem } from './new-item.ts';
import type { IntakeParts, Visitor } from './parts.ts';
import { shownReport } from './shown.ts';
import { type Envelope, submit } from './submit.ts';

export type Receipt = {
  receipt: string;
  /** Opens the status of this report; the store keeps a hash of it. */
  secret: string;
};

export const sendReport = async (
  parts: IntakeParts,
  envelope: Envelope,
  ciphertext: string,
): Promise<Receipt> => {
  const { recipient } = parts.site.security ?? {};
  if (!recipient) throw formIsOff(parts);
  const { receipt } = await submit(parts, {
    action: 'security-report',
    form: 'security-report',
    envelope,
    content: ciphertext,
    prepare: async () => {
      if (!isAgeArmor(ciphertext)) throw notEncrypted();
      const item = newItem(parts, {
        kind: 'security_report',
        title: 'Security report',
        content: { ciphertext },
      });
      item.follow_hash = hashOf(secretOf(parts, item.id));
      return {
        bytes: ciphertext.length,
        store: async (db) => {
          await addItem(parts, db, item, true);
          return { receipt: item.id };
        },
      };
    },
  });
  return { receipt, secret: secretOf(parts, receipt) };
};

/** An unknown receipt and a wrong secret answer the same. */
export const followReport = async (
  parts: IntakeParts,
  visitor: Visitor,
  { receipt, secret }: Receipt,
): Promise<SecurityReportStatus> => {
  await parts.limits.admit('report-status', visitor);
  const { db } = parts.store;
  const item = await findItem(db, receipt);
  if (!item?.follow_hash || !isSame(item.follow_hash, hashOf(secret)))
    throw new IntakeError(
      'not_found',
      'There is no report with this receipt and secret.',
      'Check both for typos; they were shown when the report was sent.',
    );
  return shownReport(item, await listReplies(db, receipt));
};

/** Made from the receipt, so that a repeated request gets the same one without its being stored. */
const secretOf = (parts: IntakeParts, receipt: string): string =>
  parts.pseudonym(`follow ${receipt}`);

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const formIsOff = ({ site }: IntakeParts): IntakeError =>
  new IntakeError(
    'not_possible',
    'This site takes no encrypted reports.',
    `Write to ${site.contact.security}.`,
    { docs: '/security/' },
  );

const notEncrypted = (): IntakeError =>
  new IntakeError(
    'invalid',
    'A report must be an age file in armour of at most 256 KB; anything else is refused unread.',
    'Send it from the security page, which encrypts it, or encrypt it with "age -a -r RECIPIENT".',
    { field: 'ciphertext', docs: '/security/' },
  );
