/** The form of a request, and what is said once the server has it. */
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import {
  type IntegrationRequest,
  intakeLimits,
  type RedactedKinds,
  toolProtocols,
} from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { isPublishable, review } from '../submission/review.ts';
import { ReviewNote } from '../submission/review-note.tsx';
import { TrapField } from '../submission/trap-field.tsx';
import { useSubmission } from '../submission/use-submission.ts';
import { useTypedBefore } from '../submission/use-typed-before.ts';
import type { Draft } from './integration-request.tsx';
import { RequestDone } from './request-done.tsx';

export type RequestFormProps = {
  draft: Draft;
  onChange(part: Partial<Draft>): void;
  onSent(request: IntegrationRequest): void;
  onAgain(): void;
  /** What was found for the name. */
  children: ReactNode;
};

export type Asked = { request: IntegrationRequest; duplicate: boolean; redacted: RedactedKinds };

type Faults = { name?: string; url?: string };

export const RequestForm = ({ draft, onChange, onSent, onAgain, children }: RequestFormProps) => {
  const { current, send, reset } = useSubmission<Asked>();
  const [faults, setFaults] = useState<Faults>({});
  const [trap, setTrap] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const reviewed = review(draft.text.trim());
  useTypedBefore(form, ({ protocol, name = '', url = '', text: words = '' }) =>
    onChange({
      name,
      url,
      text: words,
      protocol: toolProtocols.find((each) => each === protocol) ?? 'unknown',
    }),
  );

  useEffect(() => {
    if (faults.name ?? faults.url)
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [faults]);

  const submit = async (event?: SubmitEvent) => {
    event?.preventDefault();
    const found = faultsIn(draft);
    setFaults(found);
    const name = review(draft.name.trim());
    if (found.name || found.url || name.can === 'not-send') return;
    if (reviewed.can === 'not-send' || !isPublishable(reviewed)) return;
    const answer = await send(
      { path: '/api/integration-requests', form: 'integration-request' },
      {
        name: name.text,
        url: draft.url.trim() || null,
        protocol: draft.protocol,
        text: reviewed.text || null,
      },
      trap,
    );
    if (answer) onSent(answer.request);
  };
  if (current.state === 'done')
    return (
      <RequestDone
        asked={current.value}
        onAgain={() => {
          reset();
          onAgain();
        }}
      />
    );
  return (
    <form
      ref={form}
      className="wish-form"
      onSubmit={submit}
      method="dialog"
      noValidate
      autoComplete="off"
    >
      <Field label={text['name.label']} error={faults.name}>
        {(field) => (
          <input
            {...field}
            className="ctl-input"
            name="name"
            maxLength={intakeLimits.toolName}
            placeholder={text['name.placeholder']}
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      {children}
      <Field
        label={text['url.label']}
        note={text['url.note']}
        hint={text['url.hint']}
        error={faults.url}
      >
        {(field) => (
          <input
            {...field}
            className="ctl-input"
            name="url"
            inputMode="url"
            maxLength={intakeLimits.url}
            spellCheck={false}
            value={draft.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="wish-protocols">
        <legend className="ctl-label">{text['protocol.label']}</legend>
        {toolProtocols.map((protocol) => (
          <label key={protocol} className="ctl-check">
            <input
              type="radio"
              name="protocol"
              value={protocol}
              checked={draft.protocol === protocol}
              onChange={() => onChange({ protocol })}
            />
            {text[`protocol.${protocol}`]}
          </label>
        ))}
      </fieldset>
      <Field label={text['text.label']} note={text['text.note']} hint={text['text.hint']}>
        {(field) => (
          <textarea
            {...field}
            className="ctl-input"
            name="text"
            rows={3}
            maxLength={intakeLimits.text}
            value={draft.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <ReviewNote reviewed={reviewed} isPublic />
      <TrapField value={trap} onChange={setTrap} />
      {current.state === 'failed' && (
        <FailureNotice failure={current.failure} onRetry={() => void submit()}>
          <p>{submissionText.kept}</p>
        </FailureNotice>
      )}
      <div>
        <Button type="submit" look="primary" disabled={current.state === 'working'}>
          {current.state === 'working' ? submissionText.working : text.send}
        </Button>
      </div>
    </form>
  );
};

const faultsIn = ({ name, url }: Draft): Faults => {
  const address = url.trim();
  const faults: Faults = {};
  if (name.trim() === '') faults.name = text['name.required'];
  if (address !== '' && !/^https?:$/.test(URL.parse(address)?.protocol ?? ''))
    faults.url = text['url.invalid'];
  const reviewed = review(address);
  if (reviewed.can === 'not-send' || reviewed.found.length > 0) faults.url = text['url.secret'];
  return faults;
};
