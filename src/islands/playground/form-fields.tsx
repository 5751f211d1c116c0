/** The fields that most requests need. Each reads from the JSON body and writes into it. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { type FieldName, readFields, withField } from '../request/request-body.ts';
import { fill } from '../text/fill.ts';
import { firstRequest } from './example-requests.ts';
import { $request, setRequest } from './request-store.ts';

export const FormFields = () => {
  const request = useStore($request, { ssr: 'initial' });
  const fields = readFields(request);
  if (!fields)
    return (
      <p className="pg-unreadable">
        {text['form.notJson']}{' '}
        <Button size="s" onClick={() => setRequest(firstRequest)}>
          {text['form.reset']}
        </Button>
      </p>
    );
  const set = (name: FieldName) => (value: string | boolean) =>
    setRequest(withField(request, name, value));
  return (
    <div className="pg-fields">
      <Field label={text['form.system']} note={text['form.optional']}>
        {(field) => (
          <textarea
            {...field}
            className="ctl-input pg-system"
            rows={2}
            value={fields.system}
            onChange={(event) => set('system')(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={text['form.message']}
        hint={
          fields.message === null
            ? text['form.structured']
            : fields.otherMessages > 0 && fill(text['form.more'], { count: fields.otherMessages })
        }
      >
        {(field) => (
          <textarea
            {...field}
            className="ctl-input pg-message"
            rows={4}
            value={fields.message ?? ''}
            disabled={fields.message === null}
            onChange={(event) => set('message')(event.target.value)}
          />
        )}
      </Field>
      <div className="pg-numbers">
        <Field label={text['form.temperature']}>
          {(field) => (
            <input
              {...field}
              className="ctl-input"
              type="number"
              inputMode="decimal"
              min={0}
              max={2}
              step={0.1}
              placeholder={text['form.modelsOwn']}
              value={fields.temperature}
              onChange={(event) => set('temperature')(event.target.value)}
            />
          )}
        </Field>
        <Field label={text['form.maxTokens']}>
          {(field) => (
            <input
              {...field}
              className="ctl-input"
              type="number"
              inputMode="numeric"
              min={1}
              step={1}
              placeholder={text['form.modelsOwn']}
              value={fields.maxTokens}
              onChange={(event) => set('maxTokens')(event.target.value)}
            />
          )}
        </Field>
        <label className="ctl-check">
          <input
            type="checkbox"
            checked={fields.stream}
            onChange={(event) => set('stream')(event.target.checked)}
          />
          {text['form.stream']}
        </label>
      </div>
    </div>
  );
};
