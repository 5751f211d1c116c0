/**
 * CodeMirror for JSON, loaded when an editor is first shown. It lives in a shadow root: there it uses
 * constructed style sheets, which the page's Content-Security-Policy allows, where `<style>` is not.
 */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { linter } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Editor } from './json-editor.tsx';

export type MountOptions = { label: string; value: string; onChange(value: string): void };

export const mountJsonEditor = (host: HTMLElement, options: MountOptions): Editor => {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const editable = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: options.value,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        json(),
        linter(jsonParseLinter(), { delay: 400 }),
        syntaxHighlighting(colours),
        look,
        EditorView.lineWrapping,
        // Tab moves on to the next control, as the keyboard expects of a page; spaces indent.
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.contentAttributes.of({ 'aria-label': options.label, spellcheck: 'false' }),
        editable.of(EditorState.readOnly.of(false)),
        EditorView.updateListener.of((update) => {
          if (
            update.docChanged &&
            !update.transactions.some((change) => change.isUserEvent('sync'))
          )
            options.onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    setValue: (value) => {
      if (value === view.state.doc.toString()) return;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
        userEvent: 'sync',
      });
    },
    setReadOnly: (readOnly) =>
      view.dispatch({ effects: editable.reconfigure(EditorState.readOnly.of(readOnly)) }),
    focus: (caret) => {
      view.dispatch({ selection: { anchor: caret } });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
};

const look = EditorView.theme({
  '&': {
    height: '100%',
    backgroundColor: 'transparent',
    color: 'var(--code-foreground)',
    fontSize: '0.8125rem',
  },
  '&.cm-focused': { outline: '2px solid var(--color-focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--type-mono)', lineHeight: '1.62', overflow: 'auto' },
  '.cm-content': { padding: '0.625rem 0', caretColor: 'var(--color-ink-strong)' },
  '.cm-cursor': { borderLeftColor: 'var(--color-ink-strong)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    borderRight: '0',
    color: 'var(--color-ink-muted)',
    paddingLeft: '0.375rem',
  },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground':
    {
      backgroundColor: 'var(--color-selection)',
    },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--color-hover)' },
  '.cm-tooltip': {
    border: '1px solid var(--color-line-strong)',
    borderRadius: 'var(--radius-s)',
    backgroundColor: 'var(--color-raised)',
    color: 'var(--color-ink)',
    fontFamily: 'var(--type-sans)',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-token-keyword)' },
  { tag: tags.string, color: 'var(--code-token-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-token-constant)' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--code-token-punctuation)' },
]);
