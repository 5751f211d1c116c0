/** Answers "was my request charged?": from its log row, or from what the reader has at hand. */
import { useStore } from '@nanostores/react';
import { useId, useState } from 'react';
import text from '#content/i18n/en/billing-explainer.json' with { type: 'json' };
import { Notice } from '../controls/notice.tsx';
import { type Tab, Tabs } from '../controls/tabs.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import { ByCase } from './by-case.tsx';
import { ById } from './by-id.tsx';
import './billing-explainer.css';

const tabs: Tab<'case' | 'id'>[] = [
  { id: 'case', label: text['tab.case'] },
  { id: 'id', label: text['tab.id'] },
];

export const BillingExplainer = () => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const [way, setWay] = useState<'id' | 'case'>('case');
  const [id, setId] = useState('');
  const heading = useId();
  const known = capabilities.state === 'ready' ? capabilities.value : undefined;
  const lookUp = (found: string) => {
    setId(found);
    setWay('id');
  };
  return (
    <section className="explainer" aria-labelledby={heading}>
      <p className="explainer-heading" id={heading}>
        {text.title}
      </p>
      <Tabs<'case' | 'id'> label={text.tabs} tabs={tabs} chosen={way} onChoose={setWay}>
        {way === 'case' && <ByCase onId={lookUp} />}
        {way === 'id' &&
          (known?.features.explanation === false ? (
            <Notice>{text.remote}</Notice>
          ) : (
            <ById
              id={id}
              onId={setId}
              keyField={{
                sandbox: false,
                remoteOrigin: known?.gateway.kind === 'remote' ? known.gateway.origin : undefined,
              }}
            />
          ))}
      </Tabs>
    </section>
  );
};
