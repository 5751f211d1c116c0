/** Buttons that put a ready-made request into the form. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { exampleRequest, examples } from './example-requests.ts';
import { $request, setRequest } from './request-store.ts';

export const Examples = ({ disabled }: { disabled: boolean }) => {
  const { protocol } = useStore($request, { ssr: 'initial' });
  return (
    <fieldset className="pg-examples" disabled={disabled}>
      <legend className="ctl-label">{text.example}</legend>
      {examples.map((example) => (
        <button
          key={example.id}
          type="button"
          className="pg-example"
          title={example.model}
          onClick={() => setRequest(exampleRequest(example, protocol))}
        >
          {example.label}
        </button>
      ))}
    </fieldset>
  );
};
