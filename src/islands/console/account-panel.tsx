/** User, balance, choice among several accounts, signing out. */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { dollars } from '../charge/amounts.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { Field } from '../controls/field.tsx';
import { useConsole } from './console-account.ts';
import { day } from './key-item.tsx';
import { chooseAccount } from './session.ts';
import { SignOut } from './sign-out.tsx';

export const AccountPanel = () => {
  const { user, account, accounts } = useConsole();
  const facts: [name: string, value: string][] = [
    [text['account.user'], user.email ?? text['account.anonymous']],
    [text['account.balance'], dollars(account.balance)],
    [text['account.reserved'], dollars(account.reserved)],
    [text['account.kind'], text[`account.kind.${account.kind}`]],
    [text['account.since'], day(account.createdAt)],
  ];
  return (
    <>
      {accounts.length > 1 && (
        <Field label={text['account.choose']}>
          {(control) => (
            <select
              {...control}
              className="ctl-input con-narrow"
              value={account.id}
              onChange={({ target }) => void chooseAccount(target.value)}
            >
              {accounts.map(({ id, kind, balance }) => (
                <option key={id} value={id}>
                  {text[`account.${kind}`]}, {dollars(balance)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <dl className="con-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{text['account.id']}</dt>
          <dd>
            <code>{account.id}</code> <CopyButton value={account.id} about={text['account.id']} />
          </dd>
        </div>
      </dl>
      <SignOut anonymous={user.anonymous} />
    </>
  );
};
