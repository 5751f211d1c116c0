/** What the link of a mail opens: a new password instead of a forgotten one. */
import { type SubmitEvent, useEffect, useId, useRef } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { AccountField } from './account-field.tsx';
import { chooseAccount } from './session.ts';
import { useFormCall } from './use-form-call.ts';

export type NewPasswordFormProps = { token: string; onDone(): void; onCancel(): void };

export const NewPasswordForm = ({ token, onDone, onCancel }: NewPasswordFormProps) => {
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, faultOf, send } = useFormCall(form);
  const heading = useId();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const newPassword = new FormData(event.currentTarget).get('newPassword');
    if (!(await send('/api/auth/reset-password', { token, newPassword }))) return;
    announce(text['newPassword.done']);
    onDone();
    await chooseAccount(null);
  };

  return (
    <section className="con-start" aria-labelledby={heading}>
      <p className="con-start-title" id={heading}>
        {text['newPassword.title']}
      </p>
      <form className="con-form" ref={form} onSubmit={submit}>
        <AccountField
          name="newPassword"
          type="password"
          autoComplete="new-password"
          hint={text['form.passwordHint']}
          fault={faultOf('newPassword')}
        />
        {failure && failure.field !== 'newPassword' && <FailureNotice failure={failure} />}
        <div className="con-actions">
          <Button type="submit" look="primary" disabled={busy}>
            {text[busy ? 'newPassword.setting' : 'newPassword.set']}
          </Button>
          <Button look="quiet" onClick={onCancel}>
            {text['form.cancel']}
          </Button>
        </div>
      </form>
    </section>
  );
};
