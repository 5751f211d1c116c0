/** Makes a key. The group is asked for only where there is a choice. */
import { type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleGroup, ConsoleKeySecret } from '../../domain/playground-api.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { SelectField } from '../controls/select-field.tsx';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { $freshSecret } from './fresh-secret.ts';
import { useAccountData } from './use-account-data.ts';

export const NewKeyForm = ({ onMade }: { onMade(): void }) => {
  const { call } = useConsole();
  const groups = useAccountData<{ data: ConsoleGroup[] }>('/groups').loading;
  const [label, setLabel] = useState('');
  const [group, setGroup] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const choices = groups.state === 'ready' ? groups.value.data : [];

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const answer = await call<ConsoleKeySecret>('/keys', {
      body: { label, ...(group && { group }) },
    });
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    const { key, secret } = answer.value;
    $freshSecret.set({ keyId: key.id, label: key.label, secret });
    setLabel('');
    announce(fill(text['keys.done.create'], { label: key.label }));
    onMade();
  };
  const fault = failure?.field === 'label' ? `${failure.message} ${failure.fix ?? ''}` : null;

  return (
    <form className="con-new" onSubmit={submit} aria-label={text['keys.new']}>
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
