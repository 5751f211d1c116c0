/** What a visitor without an account sees: one click to a sandbox account, or signing in. */
import { useId, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { SandboxAccount } from '../../domain/playground-api.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { AccountForm } from './account-form.tsx';
import { showSecret } from './fresh-secret.ts';
import { loadSession } from './session.ts';
import { SignOut } from './sign-out.tsx';

export type StartProps = {
  /** Of who is signed in and has no account yet; null while nobody is. */
  email: string | null;
  /** Opens the form that signs in at once. */
  signing: boolean;
};

export const Start = ({ email, signing: first }: StartProps) => {
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [signing, setSigning] = useState(first);
  const heading = useId();

  const start = async () => {
    setRunning(true);
    setFailure(null);
    const answer = await call<SandboxAccount>('/api/sandbox', { method: 'POST' });
    if (answer.ok) {
      const { id, label, secret } = answer.value.key;
      showSecret({ keyId: id, label, secret });
      await loadSession();
    } else setFailure(answer.failure);
    setRunning(false);
  };

  if (signing && email === null)
    return (
      <section className="con-start" aria-labelledby={heading}>
        <p className="con-start-title" id={heading}>
          {text['start.account']}
        </p>
        <AccountForm first="signIn" onCancel={() => setSigning(false)} />
      </section>
    );
  return (
    <section className="con-start" aria-labelledby={heading}>
      <p className="con-start-title" id={heading}>
        {text['start.title']}
      </p>
      {email !== null && <p className="con-who">{fill(text['start.signedIn'], { email })}</p>}
      <p className="con-text">{text[email === null ? 'start.text' : 'start.textSignedIn']}</p>
      <div className="con-actions">
        <Button look="primary" onClick={start} disabled={running}>
          {text[running ? 'start.running' : 'start.run']}
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} onRetry={start} />}
      {email !== null && <SignOut anonymous={false} />}
      {email === null && (
        <p className="con-text">
          {text['start.or']}{' '}
          <Button size="s" onClick={() => setSigning(true)}>
            {text['form.signIn']}
          </Button>
        </p>
      )}
    </section>
  );
};
