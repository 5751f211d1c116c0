/** What a key did since it may have leaked (K1), for the key in memory. */
import { useStore } from '@nanostores/react';
import { useId } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import { Notice } from '../controls/notice.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { $key, masked } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { ReviewView } from './review-view.tsx';
import './leak-review.css';

export const LeakReview = () => {
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
    <section className="leak" aria-labelledby={heading}>
      <p className="leak-heading" id={heading}>
        {text.title}
      </p>
      <p className="leak-summary">{text.intro}</p>
      <KeyField
        sandbox={false}
        none={text.keyNone}
        remoteOrigin={known?.gateway.kind === 'remote' ? known.gateway.origin : undefined}
      />
      <ReviewView
        key={held?.secret}
        source={held && { kind: 'key', secret: held.secret }}
        keyName={held ? masked(held.secret) : ''}
        support={known?.site.support ?? ''}
        stop={
          <a className="ctl-link" href={known?.console ?? '/console/'}>
            {text['todo.stopLink']}
          </a>
        }
      />
    </section>
  );
};
