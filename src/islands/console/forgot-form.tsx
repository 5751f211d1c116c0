/** For whoever forgot the password: a link by mail, or whom to ask where the site sends none. */
import { useStore } from '@nanostores/react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { fill } from '../text/fill.ts';
import { AccountField } from './account-field.tsx';
import { useFormCall } from './use-form-call.ts';

export const ForgotForm = ({ onBack }: { onBack(): void }) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, faultOf, send } = useFormCall(form);
  const [sentTo, setSentTo] = useState<string | null>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, button')?.focus(), []);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email'));
    if (await send('/api/auth/request-password-reset', { email })) setSentTo(email);
  };
  const ready = capabilities.state === 'ready' ? capabilities.value : null;
  const asking = ready?.features.passwordMail === true && sentTo === null;

  return (
    <form className="con-form" ref={form} onSubmit={submit}>
      {asking && (
        <>
          <p className="con-text">{text['forgot.text']}</p>
          <AccountField name="email" type="email" autoComplete="email" fault={faultOf('email')} />
        </>
      )}
      {ready && !ready.features.passwordMail && (
        <Notice>
          <p>
            {text['forgot.unsupported']}{' '}
            <a href={`mailto:${ready.site.support}`}>{ready.site.support}</a>
          </p>
        </Notice>
      )}
      {sentTo !== null && (
        <Notice tone="good" role="status">
          <p>{fill(text['forgot.sent'], { email: sentTo })}</p>
        </Notice>
      )}
      {failure && failure.field !== 'email' && <FailureNotice failure={failure} />}
      <div className="con-actions">
        {asking && (
          <Button type="submit" look="primary" disabled={busy}>
            {text[busy ? 'forgot.sending' : 'forgot.send']}
          </Button>
        )}
        <Button look="quiet" onClick={onBack}>
          {text['forgot.back']}
        </Button>
      </div>
    </form>
  );
};
