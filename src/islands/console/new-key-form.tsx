/** Makes a key. The group is asked for only where there is a choice. */
import { type SubmitEvent, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleGroup, ConsoleKeySecret } from '../../domain/playground-api.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { showSecret } from './fresh-secret.ts';
import { useAccountData } from './use-account-data.ts';
import { useFormCall } from './use-form-call.ts';

export const NewKeyForm = ({ onMade }: { onMade(): void }) => {
  const { call } = useConsole();
  const groups = useAccountData<{ data: ConsoleGroup[] }>('/groups').loading;
  const [label, setLabel] = useState('');
  const [group, setGroup] = useState<string | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const { busy, failure, faultOf, send } = useFormCall(form, call);
  const choices = groups.state === 'ready' ? groups.value.data : [];

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const made = await send<ConsoleKeySecret>('/keys', { label, ...(group && { group }) });
    if (!made) return;
    const { key, secret } = made;
    showSecret({ keyId: key.id, label: key.label, secret });
    setLabel('');
    announce(fill(text['keys.done.create'], { label: key.label }));
    onMade();
  };
  const fault = faultOf('label');

  return (
    <form className="con-new" ref={form} onSubmit={submit} noValidate aria-label={text['keys.new']}>
      <Field label={text['keys.label']} hint={text['keys.labelHint']} error={fault}>
        {(control) => (
          <input
            {...control}
            className="ctl-input"
            autoComplete="off"
            maxLength={80}
            required
            value={label}
            onChange={({ target }) => setLabel(target.value)}
          />
        )}
      </Field>
      {choices.length > 1 && (
        <SelectField
          label={text['keys.group']}
          options={choices.map(({ id }) => [id, id] as const)}
          value={group ?? choices[0]?.id ?? ''}
          onChange={setGroup}
        />
      )}
      <Button type="submit" look="primary" disabled={busy}>
        {text[busy ? 'keys.creating' : 'keys.create']}
      </Button>
      {failure && !fault && <FailureNotice failure={failure} />}
    </form>
  );
};
