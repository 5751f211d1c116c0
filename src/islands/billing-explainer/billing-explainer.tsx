/** Answers "was my request charged?": from its log row, or from what the reader has at hand. */
import { useState } from 'react';
import text from '#content/i18n/en/billing-explainer.json' with { type: 'json' };
import { Panel } from '../controls/panel.tsx';
import { type Tab, Tabs } from '../controls/tabs.tsx';
import { NeedsFeature } from '../gateway/needs-feature.tsx';
import { ByCase } from './by-case.tsx';
import { ById } from './by-id.tsx';
import './billing-explainer.css';

const tabs: Tab<'case' | 'id'>[] = [
  { id: 'case', label: text['tab.case'] },
  { id: 'id', label: text['tab.id'] },
];

export const BillingExplainer = () => {
  const [way, setWay] = useState<'id' | 'case'>('case');
  const [id, setId] = useState('');
  const lookUp = (found: string) => {
    setId(found);
    setWay('id');
  };
  return (
    <Panel title={text.title} intro={text.intro}>
      <Tabs<'case' | 'id'> label={text.tabs} tabs={tabs} chosen={way} onChoose={setWay}>
        {way === 'case' && <ByCase onId={lookUp} />}
        {way === 'id' && (
          <div className="explainer-panel">
            <NeedsFeature feature="explanation" missing={text.remote}>
              <ById id={id} onId={setId} />
            </NeedsFeature>
          </div>
        )}
      </Tabs>
    </Panel>
  );
};
