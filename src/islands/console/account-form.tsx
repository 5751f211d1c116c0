/** Signing up or in: e-mail and password, or GitHub where the operator set it up. Keys and balance of the session stay. */
import { useStore } from '@nanostores/react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import type { Failure } from '../gateway/failure.ts';
import { AccountField } from './account-field.tsx';
import { chooseAccount } from './session.ts';

export type AccountFormProps = {
  first: 'signUp' | 'signIn';
  /** There is a session whose keys pass to the account. */
  keeps?: boolean;
  onCancel(): void;
};

const paths = { signUp: '/api/auth/sign-up/email', signIn: '/api/auth/sign-in/email' };
const running = { signUp: text['form.signingUp'], signIn: text['form.signingIn'] };

export const AccountForm = ({ first, keeps = false, onCancel }: AccountFormProps) => {
  const [mode, setMode] = useState(first);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const github = hasFeature(useStore($capabilities, { ssr: 'initial' }), 'githubSignIn');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first field of the form that opened.
  useEffect(() => form.current?.querySelector('input')?.focus(), [mode]);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setFailure(null);
    const answer = await call(paths[mode], { body });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    announce(text[`form.done.${mode}`]);
    await chooseAccount(null);
  };
  const leave = async () => {
    setBusy(true);
    const body = { provider: 'github', callbackURL: '/console/' };
    const answer = await call<{ url: string }>('/api/auth/sign-in/social', { body });
    setBusy(false);
    if (answer.ok) window.location.assign(answer.value.url);
    else setFailure(answer.failure);
  };
  const faultOf = (field: string) =>
    failure?.field === field ? [failure.message, failure.fix].filter(Boolean).join(' ') : null;

  return (
    <form className="con-form" ref={form} onSubmit={submit}>
      {mode === 'signUp' && (
        <AccountField name="name" type="text" autoComplete="name" fault={faultOf('name')} />
      )}
      <AccountField name="email" type="email" autoComplete="email" fault={faultOf('email')} />
      <AccountField
        name="password"
        type="password"
        autoComplete={mode === 'signUp' ? 'new-password' : 'current-password'}
        hint={mode === 'signUp' ? text['form.passwordHint'] : undefined}
        fault={faultOf('password')}
      />
      {failure && !['name', 'email', 'password'].includes(failure.field ?? '') && (
        <FailureNotice failure={failure} />
      )}
      {mode === 'signIn' && keeps && <p className="ctl-hint">{text['form.keeps']}</p>}
      <div className="con-actions">
        <Button type="submit" look="primary" disabled={busy}>
          {busy ? running[mode] : text[`form.${mode}`]}
        </Button>
        {github && (
          <Button disabled={busy} onClick={leave}>
            {text['form.github']}
          </Button>
        )}
        <Button
          look="quiet"
          onClick={() => {
            setFailure(null);
            setMode(mode === 'signUp' ? 'signIn' : 'signUp');
          }}
        >
          {text[mode === 'signUp' ? 'form.toSignIn' : 'form.toSignUp']}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text['form.cancel']}
        </Button>
      </div>
    </form>
  );
};
