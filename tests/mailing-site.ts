/** A site that mails links for new passwords, to a mail server of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type MailServer, startMailServer } from './intake/places.ts';

export type MailingSite = {
  mail: MailServer;
  /** Settings that make a server mail. */
  env: Record<string, string>;
  close(): Promise<void>;
};

const site = pathToFileURL(fileURLToPath(new URL('../site.config.ts', import.meta.url)));

const config = `
import site from '${site}';
export default { ...site, accountMail: { from: 'docs@example.com', smtpUrlEnv: 'MAIL_URL' } };
`;

export const startMailingSite = async (): Promise<MailingSite> => {
  const mail = await startMailServer();
  const folder = await mkdtemp(join(tmpdir(), 'mailing-site-'));
  const path = join(folder, 'site.config.ts');
  await writeFile(path, config);
  return {
    mail,
    env: { SITE_CONFIG: path, MAIL_URL: mail.url },
    close: async () => {
      await mail.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** Links in the mails to an address, oldest first. */
export const linksTo = ({ mail }: MailingSite, email: string): string[] =>
  mail.mails
    .map(({ source }) => source.replaceAll('=\r\n', '').replaceAll('=3D', '='))
    .filter((source) => source.includes(`To: ${email}`))
    .map((source) => /https?:\/\/\S+/.exec(source)?.[0] ?? '');
