/** The request log of the key in memory, on the page that explains how to read it. */
import { useStore } from '@nanostores/react';
import { useId } from 'react';
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import { Notice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { $key } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { LogView } from './log-view.tsx';
import './request-log.css';

export const RequestLog = () => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const held = useStore($key, { ssr: 'initial' });
  const heading = useId();
  const known = capabilities.state === 'ready' ? capabilities.value : undefined;

  if (known?.features.requestLog === false)
    return (
      <Notice>
        <p>
          {text.unsupported} <a href={known.console}>{text.unsupportedLink}</a>
        </p>
      </Notice>
    );
  return (
    <section className="rl-card" aria-labelledby={heading}>
      <p className="rl-heading" id={heading}>
        {text.title}
      </p>
      <p className="rl-intro">{text.intro}</p>
      <KeyField
        sandbox={false}
        none={text.keyNone}
        remoteOrigin={known?.gateway.kind === 'remote' ? known.gateway.origin : undefined}
      />
      {held && <LogView key={held.secret} source={{ kind: 'key', secret: held.secret }} />}
    </section>
  );
};
