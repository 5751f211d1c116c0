/** A place to drop a file on, which is also a button to choose one. */
import { type DragEvent, useRef, useState } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';

type FileDropProps = {
  /** What was read already; the place then shrinks to a line. */
  name: string | null;
  disabled: boolean;
  onFile(file: File): void;
};

export const FileDrop = ({ name, disabled, onFile }: FileDropProps) => {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same by keyboard.
    <div
      className="spend-drop"
      data-over={over || undefined}
      data-compact={name !== null || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className={name === null ? undefined : 'spend-label'}>{name ?? text.drop}</p>
      <Button
        size={name === null ? 'm' : 's'}
        disabled={disabled}
        onClick={() => input.current?.click()}
      >
        {name === null ? text.choose : text.other}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.jsonl,.ndjson,.json,.txt,text/csv,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
      {name === null && <p className="ctl-hint">{text.dropHint}</p>}
    </div>
  );
};
