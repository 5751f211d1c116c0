/** Signing out. An anonymous session is gone for good when it ends, so that takes a second click. */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { $freshSecrets } from './fresh-secret.ts';
import { chooseAccount } from './session.ts';

export const SignOut = ({ anonymous }: { anonymous: boolean }) => {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const leave = async () => {
    setBusy(true);
    const answer = await call('/api/auth/sign-out', { method: 'POST' });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    // Whoever comes next at this screen is not to read them.
    $freshSecrets.set([]);
    announce(text['account.signedOut']);
    await chooseAccount(null);
  };
  return (
    <div className="con-sign-out">
      {asking ? (
        <Notice tone="warn" role="alert">
          <p>{text['account.signOutAnonymous']}</p>
          <div className="con-actions">
            {/* The first one gets the focus: Enter twice changes nothing. */}
            <Button size="s" onClick={() => setAsking(false)}>
              {text['account.stay']}
            </Button>
            <Button look="danger" size="s" disabled={busy} onClick={leave}>
              {text['account.signOutAnyway']}
            </Button>
          </div>
        </Notice>
      ) : (
        <Button disabled={busy} onClick={anonymous ? () => setAsking(true) : leave}>
          {text[busy ? 'account.signingOut' : 'account.signOut']}
        </Button>
      )}
      {failure && <FailureNotice failure={failure} />}
    </div>
  );
};
