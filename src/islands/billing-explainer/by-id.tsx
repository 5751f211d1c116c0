/** The charge of one request, from its row in the log. */
import { useStore } from '@nanostores/react';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/billing-explainer.json' with { type: 'json' };
import type { Explanation } from '../../domain/playground-api.ts';
import { ChargeExplanation } from '../charge/charge-explanation.tsx';
import { OutcomeTag } from '../charge/outcome-tag.tsx';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { call } from '../gateway/call.ts';
import { type Failure, fieldFault } from '../gateway/failure.ts';
import { $key } from '../key/held-key.ts';
import { KeyField } from '../key/key-field.tsx';

export type ByIdProps = { id: string; onId(id: string): void };

type State =
  | { state: 'idle' | 'running' }
  | { state: 'ready'; explanation: Explanation }
  | { state: 'failed'; failure: Failure };

export const ById = ({ id, onId }: ByIdProps) => {
  const held = useStore($key, { ssr: 'initial' });
  const [state, setState] = useState<State>({ state: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const explain = async () => {
    running.current?.abort();
    running.current = new AbortController();
    setState({ state: 'running' });
    const path = `/api/requests/${encodeURIComponent(id.trim())}/explanation`;
    const answer = await call<Explanation>(path, {
      ...(held && { key: held.secret }),
      signal: running.current.signal,
    });
    if (answer.ok) {
      setState({ state: 'ready', explanation: answer.value });
      announce(answer.value.summary);
    } else if (answer.failure) setState({ state: 'failed', failure: answer.failure });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void explain();
  };
  const fault = state.state === 'failed' ? fieldFault(state.failure, 'id') : null;
  return (
    <>
      <p className="ctl-hint">{text['id.key']}</p>
      <KeyField sandbox={false} none={text['id.none']} />
      <form className="explainer-row" onSubmit={submit} method="dialog">
        <Field label={text['id.label']} hint={text['id.hint']} error={fault}>
          {(field) => (
            <input
              {...field}
              className="ctl-input ctl-mono"
              spellCheck={false}
              autoComplete="off"
              placeholder="req_…"
              required
              value={id}
              onChange={(event) => onId(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" look="primary" disabled={state.state === 'running'}>
          {state.state === 'running' ? text.running : text['id.run']}
        </Button>
      </form>
      {state.state === 'failed' && !fault && (
        <FailureNotice failure={state.failure} onRetry={explain} />
      )}
      {state.state === 'ready' && (
        <div className="explainer-verdict" data-charged={state.explanation.charged ? 'yes' : 'no'}>
          <p className="explainer-charged">
            {text[state.explanation.charged ? 'charged.yes' : 'charged.no']}{' '}
            <OutcomeTag outcome={state.explanation.request.outcome} />
          </p>
          <ChargeExplanation explanation={state.explanation} />
        </div>
      )}
    </>
  );
};
