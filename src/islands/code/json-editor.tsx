/**
 * A JSON text that can be edited. A plain text area until the editor has come, and for good where it can't;
 * both hold the same text, and the caret moves over, so whoever is typing when one replaces the other types on.
 */
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
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
  const plain = useRef<HTMLTextAreaElement>(null);
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
      const caret = plain.current?.matches(':focus') ? plain.current.selectionStart : undefined;
      mounted = mountJsonEditor(host.current, {
        label,
        value: latest.current,
        onChange: (text) => change.current(text),
      });
      flushSync(() => setEditor(mounted));
      if (caret !== undefined) mounted.focus(caret);
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
          ref={plain}
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
  /** `caret`: characters from the start of the text. */
  focus(caret: number): void;
  destroy(): void;
};
