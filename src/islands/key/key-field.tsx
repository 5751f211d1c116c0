/** Which key requests are sent with: none yet, a sandbox key with one click, or the reader's own. */
import { useStore } from '@nanostores/react';
import { useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/key.json' with { type: 'json' };
import { formatDollars } from '../../domain/money.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { keepFocus } from '../controls/keep-focus.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { fill } from '../text/fill.ts';
import { $key, forgetKey, type HeldKey, masked, restoreKey } from './held-key.ts';
import { $keyInfo, followKey } from './key-info.ts';
import { OwnKeyForm } from './own-key-form.tsx';
import { useSandboxKey } from './use-sandbox-key.ts';
import './key.css';

export type KeyFieldProps = {
  /** False when the gateway behind the site has no sandbox. */
  sandbox: boolean;
  disabled?: boolean;
  /** What stands in the key's place while there is none. */
  none?: string;
  /** What is wrong when a key is missing. */
  fault?: string | null;
};

export const KeyField = ({ sandbox, disabled = false, none, fault = null }: KeyFieldProps) => {
  const key = useStore($key, { ssr: 'initial' });
  const remoteOrigin = useRemoteOrigin();
  const [entering, setEntering] = useState(false);
  const { taking, failure, take } = useSandboxKey();
  const enter = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    restoreKey();
    return followKey();
  }, []);

  const close = () => {
    setEntering(false);
    requestAnimationFrame(() => enter.current?.focus());
  };

  return (
    <fieldset className="key" ref={keepFocus} aria-labelledby={`${id}-label`}>
      <div className="key-bar">
        <span className="key-label" id={`${id}-label`}>
          {text.label}
        </span>
        {key ? (
          <Held held={key} />
        ) : (
          <span className="key-none">{none ?? (sandbox ? text.none : text.noneRemote)}</span>
        )}
        <span className="key-actions">
          {!key && sandbox && (
            <Button
              size="s"
              onClick={take}
              disabled={disabled || taking}
              title={text['sandbox.hint']}
            >
              {taking ? text['sandbox.taking'] : text['sandbox.take']}
            </Button>
          )}
          <Button
            size="s"
            look="quiet"
            ref={enter}
            aria-expanded={entering}
            aria-describedby={fault ? `${id}-fault` : undefined}
            disabled={disabled}
            onClick={() => setEntering(!entering)}
          >
            {key ? text['own.change'] : text['own.enter']}
          </Button>
          {key && (
            <Button
              size="s"
              look="quiet"
              onClick={() => {
                forgetKey();
                announce(text.forgotten);
                enter.current?.focus();
              }}
            >
              {text.forget}
            </Button>
          )}
        </span>
      </div>
      {fault && (
        <p className="ctl-error" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
      {entering && <OwnKeyForm remoteOrigin={remoteOrigin} onDone={close} />}
      {failure && <FailureNotice failure={failure} onRetry={take} />}
    </fieldset>
  );
};

/** Origin that the key travels to when that is not this site's own gateway. */
const useRemoteOrigin = (): string | undefined => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  if (capabilities.state !== 'ready') return undefined;
  const { kind, origin } = capabilities.value.gateway;
  return kind === 'remote' ? origin : undefined;
};

const Held = ({ held }: { held: HeldKey }) => {
  const info = useStore($keyInfo, { ssr: 'initial' });
  return (
    <span className="key-held">
      <code className="key-secret">{masked(held.secret)}</code>
      <span className="ctl-tag" data-tone={held.source === 'sandbox' ? 'accent' : 'plain'}>
        {text[held.source === 'sandbox' ? 'sandbox.tag' : 'own.tag']}
      </span>
      {info && (
        <span className="key-balance">
          {fill(text.balance, { amount: `$${formatDollars(info.available)}` })}
        </span>
      )}
      <span className="key-kept">{text[`kept.${held.lifetime}`]}</span>
    </span>
  );
};
