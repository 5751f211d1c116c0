/** Status of an item, and the issue or page that it led to. */
import { type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import { type InboxItem, intakeStatuses } from '../../domain/intake.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { fill } from '../text/fill.ts';
import type { ChangeItem } from './inbox-item.tsx';

export const Standing = ({ item, change }: { item: InboxItem; change: ChangeItem }) => {
  const [link, setLink] = useState(item.link ?? '');
  const setStatus = (status: string) =>
    void change('', { method: 'PATCH', body: { status } }, fill(text['status.saved'], { status }));
  const saveLink = (event: SubmitEvent) => {
    event.preventDefault();
    const body = { link: link.trim() || null };
    void change('', { method: 'PATCH', body }, text['link.saved']);
  };
  return (
    <section className="inbox-standing">
      <SelectField
        label={text['status.label']}
        options={intakeStatuses[item.kind].map((status) => [status, status] as const)}
        value={item.status}
        onChange={setStatus}
      />
      <form onSubmit={saveLink}>
        <Field label={text['link.label']} hint={text['link.hint']}>
          {(field) => (
            <span className="inbox-link">
              <input
                {...field}
                className="ctl-input"
                maxLength={500}
                spellCheck={false}
                value={link}
                onChange={({ target }) => setLink(target.value)}
              />
              <Button type="submit">{text['link.save']}</Button>
            </span>
          )}
        </Field>
      </form>
    </section>
  );
};
