/** Asks before a secret is replaced, because nothing brings the old one back. */
import { useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { showSecret } from './fresh-secret.ts';
import { resetKey } from './reset-key.ts';

export type ResetDialogProps = {
  item: ConsoleKey;
  onChange(key: ConsoleKey): void;
  onDone(): void;
};

export const ResetDialog = ({ item, onChange, onDone }: ResetDialogProps) => {
  const { call } = useConsole();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => dialog.current?.showModal(), []);

  const reset = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await resetKey(call, item);
    setBusy(false);
    if (!answer.ok) return setFailure(answer.failure);
    const { key, secret } = answer.value;
    // What is behind an open dialog can't take the focus, and the new secret does.
    dialog.current?.close();
    showSecret({ keyId: key.id, label: key.label, secret });
    onChange(key);
    announce(fill(text['keys.done.reset'], { label: key.label }));
  };
  return (
    <dialog className="con-dialog" ref={dialog} aria-labelledby={heading} onClose={onDone}>
      <p className="con-dialog-title" id={heading}>
        {fill(text['reset.title'], { label: item.label })}
      </p>
      <p>{text['reset.text']}</p>
      <p>{text['reset.after']}</p>
      {failure && <FailureNotice failure={failure} />}
      <div className="con-actions">
        {/* The first one has the focus: Enter twice changes nothing. */}
        <Button onClick={() => dialog.current?.close()}>{text['reset.cancel']}</Button>
        <Button look="danger" onClick={reset} disabled={busy}>
          {text[busy ? 'reset.running' : 'reset.run']}
        </Button>
      </div>
    </dialog>
  );
};
