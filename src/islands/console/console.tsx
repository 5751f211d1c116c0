/** The console: a sandbox account with one click, then keys, usage, log, groups, account. */
import { useStore } from '@nanostores/react';
import { useEffect, useMemo } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleAccount } from '../../domain/playground-api.ts';
import { dollars } from '../charge/amounts.ts';
import { keepFocus } from '../controls/keep-focus.ts';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { Tabs } from '../controls/tabs.tsx';
import { $capabilities, loadCapabilities } from '../gateway/capabilities.ts';
import { restoreKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { ConsoleContext, consoleParts } from './console-account.ts';
import { NewPasswordForm } from './new-password-form.tsx';
import { PermanentBanner } from './permanent-banner.tsx';
import { $session, loadSession } from './session.ts';
import { Start } from './start.tsx';
import { useHashTab } from './use-hash-tab.ts';
import { useReset } from './use-reset.ts';
import './console.css';
import './keys.css';
import './usage.css';
import './groups.css';

export const Console = () => (
  <section className="con" ref={keepFocus} aria-label={text.title}>
    <Inside />
  </section>
);

const Inside = () => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const session = useStore($session, { ssr: 'initial' });
  const [reset, setReset] = useReset();
  const supported =
    capabilities.state === 'ready' ? capabilities.value.features.console : undefined;
  useEffect(() => {
    restoreKey();
    if (supported) void loadSession();
  }, [supported]);

  if (capabilities.state === 'failed')
    return <FailureNotice failure={capabilities.failure} onRetry={() => void loadCapabilities()} />;
  if (capabilities.state === 'ready' && !supported)
    return (
      <Notice>
        <p>
          {text.unsupported} <a href={capabilities.value.console}>{text.unsupportedLink}</a>
        </p>
      </Notice>
    );
  if (supported && reset.state === 'asked')
    return (
      <NewPasswordForm
        token={reset.token}
        onDone={() => setReset({ state: 'done' })}
        onCancel={() => setReset({ state: 'none' })}
      />
    );
  if (session.state === 'failed')
    return <FailureNotice failure={session.failure} onRetry={() => void loadSession()} />;
  const signIn = reset.state === 'done';
  if (session.state === 'none')
    return (
      <>
        {signIn && <PasswordSet />}
        <Start email={session.user?.email ?? null} signing={signIn} />
      </>
    );
  if (session.state === 'ready')
    return (
      <>
        {signIn && session.value.user.anonymous && <PasswordSet />}
        <Account value={session.value} />
      </>
    );
  return (
    <p className="con-loading" role="status">
      {text.loading}
    </p>
  );
};

const PasswordSet = () => (
  <Notice tone="good">
    <p>{text['newPassword.done']}</p>
  </Notice>
);

const Account = ({ value }: { value: ConsoleAccount }) => {
  const parts = useMemo(() => consoleParts(value), [value]);
  const { user, account } = value;
  const { tab, tabs, choose } = useHashTab(user.operator);
  // Requests of any program change the balance.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever a tab is opened.
  useEffect(() => void loadSession(), [tab.id]);
  return (
    <ConsoleContext value={parts}>
      <div className="con-head">
        <p className="con-who">
          <span className="ctl-tag" data-tone={account.kind === 'sandbox' ? 'accent' : 'plain'}>
            {text[`account.${account.kind}`]}
          </span>
          {user.email}
        </p>
        <p className="con-balance">
          {fill(text.balance, { amount: dollars(account.balance - account.reserved) })}
        </p>
      </div>
      {user.anonymous && <PermanentBanner />}
      <Tabs label={text.tabs} tabs={tabs} chosen={tab.id} onChoose={choose}>
        <div className="con-panel" key={account.id}>
          <tab.Panel />
        </div>
      </Tabs>
    </ConsoleContext>
  );
};
