/** An answer, where the sender can read one. */
import { type SubmitEvent, useRef, useState } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { type IntakeKind, intakeLimits } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import type { ChangeItem } from './inbox-item.tsx';

export const AnswerForm = ({ kind, change }: { kind: IntakeKind; change: ChangeItem }) => {
  const [words, setWords] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  if (kind !== 'ticket' && kind !== 'security_report') return null;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const missing = words.trim() === '';
    setFault(missing ? text['answer.required'] : null);
    if (missing) return field.current?.focus();
    setSending(true);
    const sent = await change('/answers', { body: { text: words.trim() } }, text['answer.sent']);
    setSending(false);
    if (sent) setWords('');
  };
  return (
    <form className="inbox-answer" onSubmit={submit} noValidate>
      <Field label={text['answer.label']} hint={text[`answer.hint.${kind}`]} error={fault}>
        {(control) => (
          <textarea
            {...control}
            ref={field}
            className="ctl-input"
            rows={4}
            maxLength={intakeLimits.ticketText}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
        )}
      </Field>
      <div>
        <Button type="submit" look="primary" disabled={sending}>
          {sending ? text['answer.sending'] : text['answer.send']}
        </Button>
      </div>
    </form>
  );
};
