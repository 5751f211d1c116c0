/** The mail for somebody who forgot their password. */
import type { Logger } from 'pino';
import { resetLink, resetLinkSeconds } from '../domain/reset-link.ts';
import type { AccountMailConfig } from '../domain/site.ts';
import type { SendMail } from '../intake/smtp.ts';
import type { VisitLimits } from './visit-limits.ts';

export type PasswordMail = {
  userId: string;
  email: string;
  /** Sets a new password, once. */
  token: string;
};

/**
 * Starts sending, and waits for nothing: how long an answer takes must not tell whether there is an
 * account. What goes wrong is logged.
 */
export type SendPasswordMail = (mail: PasswordMail) => void;

export type PasswordMailOptions = {
  brand: string;
  from: AccountMailConfig['from'];
  send: SendMail;
  limits: VisitLimits;
  log: Logger;
  /** Origin of the links. What a request says of its host is not to be trusted with a token. */
  publicUrl(): string;
};

/** Whoever knows somebody's address could otherwise fill their mailbox. */
const mailsPerUser = { windowMs: 60 * 60 * 1000, max: 3 };

export const createPasswordMail = (options: PasswordMailOptions): SendPasswordMail => {
  const { brand, from, send, limits, log, publicUrl } = options;
  const deliver = async ({ userId, email, token }: PasswordMail): Promise<void> => {
    const { allowed } = await limits.count(`password-mail:${userId}`, mailsPerUser);
    if (!allowed)
      return log.warn({ userId }, 'A user asked for too many mails for a new password.');
    const link = resetLink(publicUrl(), token);
    await send({
      from,
      to: { name: '', address: email },
      subject: `Set a new password for ${brand}`,
      text: textOf(brand, email, link),
    });
  };
  return (mail) => {
    deliver(mail).catch((err: unknown) =>
      log.error({ err, userId: mail.userId }, 'The mail for a new password could not be sent.'),
    );
  };
};

const textOf = (brand: string, email: string, link: string): string =>
  [
    `Somebody, probably you, asked for a new password for the ${brand} account of ${email}.`,
    '',
    `Set it here. The link works once, for ${resetLinkSeconds / 60} minutes:`,
    '',
    link,
    '',
    'Was it not you? Then there is nothing to do: your password stays as it is.',
    '',
  ].join('\n');
