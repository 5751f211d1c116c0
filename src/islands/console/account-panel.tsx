/** User, balance, choice among several accounts, signing out. */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { dollars } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { useConsole } from './console-account.ts';
import { day } from './key-item.tsx';
import { chooseAccount } from './session.ts';

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

/** An anonymous session is gone for good when it ends, so that takes a second click. */
const SignOut = ({ anonymous }: { anonymous: boolean }) => {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const leave = async () => {
    setBusy(true);
    const answer = await call('/api/auth/sign-out', { method: 'POST' });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    announce(text['account.signedOut']);
    await chooseAccount(null);
  };
  return (
    <>
      {asking ? (
        <Notice tone="warn" role="alert">
          <p>{text['account.signOutAnonymous']}</p>
          <div className="con-actions">
            <Button look="danger" size="s" disabled={busy} onClick={leave}>
              {text['account.signOutAnyway']}
            </Button>
            <Button size="s" onClick={() => setAsking(false)}>
              {text['form.cancel']}
            </Button>
          </div>
        </Notice>
      ) : (
        <div className="con-actions">
          <Button disabled={busy} onClick={anonymous ? () => setAsking(true) : leave}>
            {text[busy ? 'account.signingOut' : 'account.signOut']}
          </Button>
        </div>
      )}
      {failure && <FailureNotice failure={failure} />}
    </>
  );
};
