/** Sends mail through the SMTP server of a URL such as `smtps://user:password@smtp.example.com`. */
import { createTransport, type SendMailOptions } from 'nodemailer';

/** Rejects when the server has not taken the mail. */
export type SendMail = (mail: SendMailOptions) => Promise<void>;

const timeoutMs = 15_000;

export const createSmtp = (url: string): SendMail => {
  const transport = createTransport({
    url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (mail) => {
    await transport.sendMail({
      ...mail,
      // An automatic answer to it would only come back as mail.
      headers: { 'auto-submitted': 'auto-generated' },
    });
  };
};
