/** New secrets, each shown once: copy it, use it on this site, and it is gone from the page. */
import { useStore } from '@nanostores/react';
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { $key, holdKey } from '../key/held-key.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { $freshSecrets, type FreshSecret, putAway } from './fresh-secret.ts';

/** `keyId`: show only that key's. */
export const SecretOnce = ({ keyId }: { keyId?: string }) =>
  useStore($freshSecrets, { ssr: 'initial' })
    .filter((fresh) => keyId === undefined || fresh.keyId === keyId)
    .map((fresh) => <Secret key={fresh.secret} fresh={fresh} />);

/** Those that had the focus when they came; a tab that is opened again leaves it where it is. */
const noticed = new WeakSet<FreshSecret>();

const Secret = ({ fresh }: { fresh: FreshSecret }) => {
  const held = useStore($key, { ssr: 'initial' });
  const { account } = useConsole();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!noticed.has(fresh)) place.current?.focus();
    noticed.add(fresh);
  }, [fresh]);
  const { keyId, label, secret } = fresh;
  const title = fill(text['secret.title'], { label });
  const used = held?.secret === secret;
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
        <Button onClick={use} disabled={used}>
          {text[used ? 'secret.used' : 'secret.use']}
        </Button>
        <Button look="quiet" onClick={() => putAway(keyId)}>
          {text['secret.done']}
        </Button>
      </div>
      {used ? (
        <p className="ctl-hint">
          {text['secret.usedHint']} <a href="/integrations/">{text['secret.tool']}</a>{' '}
          <a href="/playground/">{text['secret.playground']}</a>
        </p>
      ) : (
        <p className="ctl-hint">{text['secret.useHint']}</p>
      )}
    </section>
  );
};
