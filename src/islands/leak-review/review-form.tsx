/** The moment since which to look. */
import { type SubmitEvent, useRef, useState } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';

export type ReviewFormProps = {
  running: boolean;
  /** False while no key is chosen; where one is chosen takes the focus then. */
  ready: boolean;
  /** Null: the form says what is wrong with the moment. */
  onReview(since: number | null): void;
  onCancel(): void;
};

export const ReviewForm = ({ running, ready, onReview, onCancel }: ReviewFormProps) => {
  const [since, setSince] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const at = Date.parse(since);
    const wrong = faultOf(at);
    setFault(wrong);
    if (wrong && ready) input.current?.focus();
    onReview(wrong ? null : at);
  };
  return (
    <form className="leak-form" onSubmit={submit} method="dialog" noValidate>
      <Field
        label={text['since.label']}
        note={text['since.note']}
        hint={text['since.hint']}
        error={fault}
      >
        {(control) => (
          <input
            {...control}
            ref={input}
            className="ctl-input"
            type="datetime-local"
            step={1}
            value={since}
            onChange={({ target }) => setSince(target.value)}
          />
        )}
      </Field>
      <div className="ctl-actions">
        <Button type="submit" look="primary" disabled={running}>
          {text.run}
        </Button>
        {running && <Button onClick={onCancel}>{text.cancel}</Button>}
      </div>
    </form>
  );
};

const faultOf = (at: number): string | null => {
  if (Number.isNaN(at)) return text.needSince;
  return at > Date.now() ? text.future : null;
};
