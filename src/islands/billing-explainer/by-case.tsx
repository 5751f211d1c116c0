/** Whether a request was charged, from an error text, a status and a few answers. */
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/billing-explainer.json' with { type: 'json' };
import type { BillingCase, BillingVerdict } from '../../domain/billing/billing-case.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { Verdict } from './verdict.tsx';

const nothingKnown: BillingCase = {
  error: '',
  status: null,
  family: null,
  streamed: null,
  shown: null,
  brokeOff: null,
};

type Result = { verdict: BillingVerdict } | { failure: Failure } | null;

export const ByCase = ({ onId }: { onId(id: string): void }) => {
  const [given, setGiven] = useState(nothingKnown);
  const [result, setResult] = useState<Result>(null);
  const ready = useHydrated();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const change = (part: Partial<BillingCase>) => {
    setGiven({ ...given, ...part });
    setResult(null);
  };

  const judge = async () => {
    running.current?.abort();
    running.current = new AbortController();
    const answer = await call<BillingVerdict>('/api/billing/explain', {
      body: given,
      signal: running.current.signal,
    });
    if (answer.ok) {
      setResult({ verdict: answer.value });
      announce(`${text[`charged.${answer.value.charged}`]}. ${answer.value.reason}`);
    } else if (answer.failure) setResult({ failure: answer.failure });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void judge();
  };
  return (
    <form className="explainer-panel" onSubmit={submit} method="dialog">
      <Field label={text['error.label']} note={text['error.note']} hint={text['error.hint']}>
        {(field) => (
          <textarea
            {...field}
            className="ctl-input ctl-mono"
            rows={3}
            maxLength={32_000}
            spellCheck={false}
            value={given.error}
            onChange={(event) => change({ error: event.target.value })}
          />
        )}
      </Field>
      <div className="explainer-questions">
        <Field label={text['status.label']} note={text['status.note']}>
          {(field) => (
            <input
              {...field}
              className="ctl-input"
              type="number"
              min={100}
              max={599}
              value={given.status ?? ''}
              onChange={(event) =>
                change({ status: event.target.value === '' ? null : event.target.valueAsNumber })
              }
            />
          )}
        </Field>
        <YesNo
          name="streamed"
          value={given.streamed}
          onChange={(streamed) => change({ streamed })}
        />
        <YesNo name="shown" value={given.shown} onChange={(shown) => change({ shown })} />
        <Choice<BillingCase['brokeOff']>
          legend={text['brokeOff.label']}
          options={[
            ['client', text['brokeOff.client']],
            ['upstream', text['brokeOff.upstream']],
            ['nobody', text['brokeOff.nobody']],
            [null, text.unknown],
          ]}
          value={given.brokeOff}
          onChange={(brokeOff) => change({ brokeOff })}
        />
      </div>
      <div className="ctl-actions">
        <Button type="submit" look="primary" disabled={!ready}>
          {text['case.run']}
        </Button>
      </div>
      {result && 'failure' in result && <FailureNotice failure={result.failure} onRetry={judge} />}
      {result && 'verdict' in result && <Verdict verdict={result.verdict} onId={onId} />}
    </form>
  );
};

type YesNoProps = {
  name: 'streamed' | 'shown';
  value: boolean | null;
  onChange(value: boolean | null): void;
};

const YesNo = ({ name, value, onChange }: YesNoProps) => (
  <Choice
    legend={text[`${name}.label`]}
    options={[
      [true, text.yes],
      [false, text.no],
      [null, text.unknown],
    ]}
    value={value}
    onChange={onChange}
  />
);
