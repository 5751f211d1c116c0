/** `admin users …` */
import { Command } from 'commander';
import { resetLink, resetLinkSeconds } from '../domain/reset-link.ts';
import { confirmEmail, newPasswordToken } from '../storage/auth-users.ts';
import { AdminError, found } from './admin-error.ts';
import type { Act } from './on-store.ts';

export const userCommands = (act: Act): Command => {
  const users = new Command('users').description('people who signed up');

  users
    .command('confirm')
    .description(
      'confirm the e-mail address of a user; one that site.config.ts lists as an operator then sees the inbox',
    )
    .argument('<email>', 'address that the user signed up with')
    .action(
      act(async ({ store, print }, email: string, _options: object) => {
        if (!(await confirmEmail(store, email))) throw new AdminError(`There is no user ${email}.`);
        print.done(`${email} is confirmed.`, { email });
      }),
    );

  users
    .command('reset-link')
    .description(
      'print a link with which a user who forgot the password sets a new one; make sure that you give it to nobody else',
    )
    .argument('<email>', 'address that the user signed up with')
    .action(
      act(async ({ store, print, publicUrl }, email: string, _options: object) => {
        const token = found(await newPasswordToken(store, email), `user ${email}`);
        const link = resetLink(publicUrl, token);
        print.record({ email, link }, [
          ['Link', (value) => value.link],
          ['Good for', () => `one use, ${resetLinkSeconds / 60} minutes`],
        ]);
      }),
    );

  return users;
};
