/**
 * A JSON text that can be edited. A plain text area until the editor has come, and for good where it can't;
 * both hold the same text, so nothing that was typed is lost when one replaces the other.
 */
import { useEffect, useRef, useState } from 'react';
import './json-editor.css';

export type JsonEditorProps = {
  /** Name for screen readers. */
  label: string;
  value: string;
  onChange(value: string): void;
  readOnly?: boolean;
  /** Id of a text that says what is wrong or what to know. */
  describedBy?: string | undefined;
};

export const JsonEditor = ({
  label,
  value,
  onChange,
  readOnly = false,
  describedBy,
}: JsonEditorProps) => {
  const host = useRef<HTMLDivElement>(null);
  const change = useRef(onChange);
  change.current = onChange;
  const latest = useRef(value);
  latest.current = value;
  const [editor, setEditor] = useState<Editor>();

  useEffect(() => {
    let mounted: Editor | undefined;
    let gone = false;
    import('./json-editor-view.ts').then(({ mountJsonEditor }) => {
      if (gone || !host.current) return;
      mounted = mountJsonEditor(host.current, {
        label,
        value: latest.current,
        onChange: (text) => change.current(text),
      });
      setEditor(mounted);
    });
    return () => {
      gone = true;
      mounted?.destroy();
      setEditor(undefined);
    };
  }, [label]);

  useEffect(() => editor?.setValue(value), [editor, value]);
  useEffect(() => editor?.setReadOnly(readOnly), [editor, readOnly]);

  return (
    <div className="json-editor" data-ready={editor ? '' : undefined}>
      <div ref={host} hidden={!editor} />
      {!editor && (
        <textarea
          aria-label={label}
          aria-describedby={describedBy}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  );
};

/** The editor as this component needs it; `json-editor-view.ts` makes one. */
export type Editor = {
  setValue(value: string): void;
  setReadOnly(readOnly: boolean): void;
  destroy(): void;
};
