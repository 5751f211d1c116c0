/** An anonymous session ends with its cookie; an account on top of it does not. */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { AccountForm } from './account-form.tsx';

export const PermanentBanner = () => {
  const [open, setOpen] = useState(false);
  return (
    <div className="con-banner">
      <p className="con-banner-text">
        <strong>{text['permanent.title']}</strong> {text['permanent.text']}
      </p>
      {open ? (
        <AccountForm first="signUp" keeps onCancel={() => setOpen(false)} />
      ) : (
        <Button size="s" onClick={() => setOpen(true)}>
          {text['permanent.run']}
        </Button>
      )}
    </div>
  );
};
