/** Another label for a key. Escape leaves it as it was. */
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { fieldFault } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';

export type RenameFormProps = {
  item: ConsoleKey;
  onChange(key: ConsoleKey): void;
  onDone(): void;
};

export const RenameForm = ({ item, onChange, onDone }: RenameFormProps) => {
  const { call } = useConsole();
  const [label, setLabel] = useState(item.label);
  const [fault, setFault] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const options = { method: 'PATCH', body: { label } } as const;
    const answer = await call<ConsoleKey>(`/keys/${item.id}`, options);
    if (!answer.ok) {
      input.current?.focus();
      return setFault(fieldFault(answer.failure, 'label') ?? answer.failure?.message ?? null);
    }
    onChange(answer.value);
    announce(fill(text['keys.done.rename'], { label: answer.value.label }));
    onDone();
  };
  return (
    <form
      className="con-rename"
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => event.key === 'Escape' && onDone()}
    >
      <input
        ref={input}
        className="ctl-input"
        aria-label={fill(text['keys.renameLabel'], { label: item.label })}
        aria-invalid={fault ? true : undefined}
        maxLength={80}
        required
        value={label}
        onChange={({ target }) => setLabel(target.value)}
      />
      <Button type="submit" size="s" look="primary">
        {text['keys.save']}
      </Button>
      <Button size="s" look="quiet" onClick={onDone}>
        {text['keys.cancel']}
      </Button>
      {fault && (
        <p className="ctl-error" role="alert">
          {fault}
        </p>
      )}
    </form>
  );
};
