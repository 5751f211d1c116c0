/** Signing up or in: e-mail and password, or GitHub where the operator set it up. Keys and balance of the session stay. */
import { useStore } from '@nanostores/react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { AccountField } from './account-field.tsx';
import { ForgotForm } from './forgot-form.tsx';
import { chooseAccount } from './session.ts';
import { useFormCall } from './use-form-call.ts';

export type AccountFormProps = {
  first: 'signUp' | 'signIn';
  /** There is a session whose keys pass to the account. */
  keeps?: boolean;
  onCancel(): void;
};

type Mode = 'signUp' | 'signIn' | 'forgot';

const paths = { signUp: '/api/auth/sign-up/email', signIn: '/api/auth/sign-in/email' };
const running = { signUp: text['form.signingUp'], signIn: text['form.signingIn'] };
const fields = ['name', 'email', 'password'];

export const AccountForm = ({ first, keeps = false, onCancel }: AccountFormProps) => {
  const [mode, setMode] = useState<Mode>(first);
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, faultOf, send, forget } = useFormCall(form);
  const github = hasFeature(useStore($capabilities, { ssr: 'initial' }), 'githubSignIn');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first field of the form that opened.
  useEffect(() => form.current?.querySelector('input')?.focus(), [mode]);

  if (mode === 'forgot') return <ForgotForm onBack={() => setMode('signIn')} />;

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!(await send(paths[mode], Object.fromEntries(new FormData(event.currentTarget))))) return;
    announce(mode === 'signUp' && keeps ? text['form.done.keeps'] : text[`form.done.${mode}`]);
    await chooseAccount(null);
  };
  const leave = async () => {
    const body = { provider: 'github', callbackURL: '/console/' };
    const answer = await send<{ url: string }>('/api/auth/sign-in/social', body);
    if (answer) window.location.assign(answer.url);
  };
  const change = (next: Mode) => {
    forget();
    setMode(next);
  };

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
      {failure && !fields.includes(failure.field ?? '') && <FailureNotice failure={failure} />}
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
        {mode === 'signIn' && (
          <Button look="quiet" onClick={() => change('forgot')}>
            {text['form.forgot']}
          </Button>
        )}
        <Button look="quiet" onClick={() => change(mode === 'signUp' ? 'signIn' : 'signUp')}>
          {text[mode === 'signUp' ? 'form.toSignIn' : 'form.toSignUp']}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text['form.cancel']}
        </Button>
      </div>
    </form>
  );
};
