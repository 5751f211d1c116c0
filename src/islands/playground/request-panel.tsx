/** The request: as a form or as the JSON body that is sent, with Run below both. */
import { useStore } from '@nanostores/react';
import { type ReactNode, useState } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { protocols } from '../../domain/protocol.ts';
import { JsonEditor } from '../code/json-editor.tsx';
import { type Tab, Tabs } from '../controls/tabs.tsx';
import { parseBody } from '../request/request-body.ts';
import { FormFields } from './form-fields.tsx';
import { $note, $request, setRequest } from './request-store.ts';
import { RunBar } from './run-bar.tsx';

type View = 'form' | 'json';

const views: Tab<View>[] = [
  { id: 'form', label: text['request.form'] },
  { id: 'json', label: text['request.json'] },
];

export type RequestPanelProps = {
  examples: ReactNode;
  canRun: boolean;
  ready: boolean;
  onRun(): void;
};

export const RequestPanel = ({ examples, canRun, ready, onRun }: RequestPanelProps) => {
  const [view, setView] = useState<View>('form');
  const request = useStore($request, { ssr: 'initial' });
  const note = useStore($note, { ssr: 'initial' });
  return (
    <div className="pg-request">
      <Tabs<View>
        label={text.request}
        tabs={views}
        chosen={view}
        onChoose={setView}
        aside={
          <code className="pg-endpoint">
            <span>{text['request.method']}</span> {protocols[request.protocol].path}
          </code>
        }
      >
        <div className="pg-pane">
          {examples}
          {view === 'form' ? <FormFields /> : <JsonBody />}
          {note && (
            <p className="ctl-hint" role="status">
              {note}
            </p>
          )}
        </div>
      </Tabs>
      <RunBar canRun={canRun} ready={ready} onRun={onRun} />
    </div>
  );
};

const JsonBody = () => {
  const request = useStore($request, { ssr: 'initial' });
  const broken = parseBody(request.body) === undefined;
  return (
    <>
      <JsonEditor
        label={text['request.jsonLabel']}
        value={request.body}
        onChange={(body) => setRequest({ ...request, body })}
        describedBy={broken ? 'pg-json-broken' : undefined}
      />
      {broken && (
        <p className="ctl-error" id="pg-json-broken" role="status">
          {text['json.broken']}
        </p>
      )}
    </>
  );
};
