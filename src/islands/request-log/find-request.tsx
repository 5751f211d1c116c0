/** One request by its id, whatever the filters say. */
import { type SubmitEvent, useState } from 'react';
import text from '#content/i18n/en/request-log.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { fill } from '../text/fill.ts';
import type { LogSource } from './log-source.ts';
import { RequestDetail } from './request-detail.tsx';

export const FindRequest = ({ source }: { source: LogSource }) => {
  const [typed, setTyped] = useState('');
  const [id, setId] = useState<string | null>(null);
  const [fault, setFault] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    const wellFormed = /^req_[0-9A-Za-z]{26}$/.test(wanted);
    setFault(!wellFormed);
    setId(wellFormed ? wanted : null);
  };
  return (
    <>
      <form className="rl-find" onSubmit={submit}>
        <Field label={text['find.label']} error={fault && text['find.fault']}>
          {(control) => (
            <input
              {...control}
              className="ctl-input rl-mono"
              autoComplete="off"
              spellCheck={false}
              placeholder="req_…"
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <Button type="submit">{text['find.run']}</Button>
      </form>
      {id && (
        <section className="rl-found" aria-label={fill(text['find.found'], { id })}>
          <Button size="s" look="quiet" className="rl-found-close" onClick={() => setId(null)}>
            {text['find.close']}
          </Button>
          <RequestDetail key={id} source={source} id={id} />
        </section>
      )}
    </>
  );
};
