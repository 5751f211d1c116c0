/** What a key did since it may have leaked (K1), for the key in memory. */
import { useRef, useState } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import { Panel } from '../controls/panel.tsx';
import { NeedsFeature } from '../gateway/needs-feature.tsx';
import { masked } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';
import { useKeyLog } from '../request-log/use-key-log.ts';
import { ReviewView } from './review-view.tsx';

export const LeakReview = () => {
  const { held, source, known } = useKeyLog();
  const [needed, setNeeded] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const askForKey = () => {
    setNeeded(true);
    place.current?.querySelector('button')?.focus();
  };
  return (
    <NeedsFeature feature="requestLog" missing={text.unsupported}>
      <Panel look="plain" title={text.title} intro={text.intro}>
        <div ref={place}>
          <KeyField
            sandbox={false}
            none={text.keyNone}
            fault={needed && !held ? text.needKey : null}
          />
        </div>
        <ReviewView
          key={held?.secret}
          source={source}
          keyName={held ? masked(held.secret) : ''}
          support={known?.site.support ?? ''}
          onNeedsKey={askForKey}
          stop={
            <a className="ctl-link" href={known?.console ?? '/console/'}>
              {text['todo.stopLink']}
            </a>
          }
        />
      </Panel>
    </NeedsFeature>
  );
};
