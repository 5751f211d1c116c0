/** A new secret, shown once: copy it, use it on this site, and it is gone from the page. */
import { useStore } from '@nanostores/react';
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { $key, holdKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { $freshSecret } from './fresh-secret.ts';

/** `keyId`: show it only if it is that key's. */
export const SecretOnce = ({ keyId }: { keyId?: string }) => {
  const fresh = useStore($freshSecret, { ssr: 'initial' });
  const held = useStore($key, { ssr: 'initial' });
  const { account } = useConsole();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (fresh) place.current?.focus();
  }, [fresh]);
  if (!fresh || (keyId !== undefined && keyId !== fresh.keyId)) return null;
  const { secret } = fresh;
  const title = fill(text['secret.title'], { label: fresh.label });
  const use = () =>
    holdKey({ secret, source: account.kind === 'sandbox' ? 'sandbox' : 'own', lifetime: 'tab' });
  return (
    <section className="con-secret" aria-label={title} tabIndex={-1} ref={place}>
      <p className="con-secret-title">{title}</p>
      <p>{text['secret.once']}</p>
      <code className="con-secret-value">{secret}</code>
      <div className="con-actions">
        <CopyButton value={secret} look="primary" size="m">
          {text['secret.copy']}
        </CopyButton>
        <Button onClick={use} disabled={held?.secret === secret}>
          {text[held?.secret === secret ? 'secret.used' : 'secret.use']}
        </Button>
        <Button look="quiet" onClick={() => $freshSecret.set(null)}>
          {text['secret.done']}
        </Button>
      </div>
      <p className="ctl-hint">{text['secret.useHint']}</p>
    </section>
  );
};
