/** The request log of the key in memory, on the page that explains how to read it. */
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import { Panel } from '../controls/panel.tsx';
import { NeedsFeature } from '../gateway/needs-feature.tsx';
import { KeyField } from '../key/key-field.tsx';
import { LogView } from './log-view.tsx';
import { useKeyLog } from './use-key-log.ts';

export const RequestLog = () => {
  const { held, source } = useKeyLog();
  return (
    <NeedsFeature feature="requestLog" missing={text.unsupported}>
      <Panel look="plain" title={text.title} intro={text.intro}>
        <KeyField sandbox={false} none={text.keyNone} />
        {source && <LogView key={held?.secret} source={source} />}
      </Panel>
    </NeedsFeature>
  );
};
