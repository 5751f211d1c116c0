/** The moment since which to look, and for an account the key. */
import { type ReactNode, type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/leak-review.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';

export type ReviewFormProps = {
  running: boolean;
  /** False while there is nothing to review. */
  ready: boolean;
  onReview(since: number): void;
  onCancel(): void;
  children?: ReactNode;
};

export const ReviewForm = ({ running, ready, onReview, onCancel, children }: ReviewFormProps) => {
  const [since, setSince] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const at = Date.parse(since);
    const wrong = faultOf(at, ready);
    setFault(wrong);
    if (wrong === null) onReview(at);
  };
  return (
    <form className="leak-form" onSubmit={submit} noValidate>
      {children}
      <Field
        label={text['since.label']}
        note={text['since.note']}
        hint={text['since.hint']}
        error={fault}
      >
        {(control) => (
          <input
            {...control}
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

const faultOf = (at: number, ready: boolean): string | null => {
  if (!ready) return text.needKey;
  if (Number.isNaN(at)) return text.needSince;
  return at > Date.now() ? text.future : null;
};
