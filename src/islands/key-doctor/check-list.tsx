/** The checks in their order: what was found, what to do; those to come are there from the start. */
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import { type Check, type CheckId, checkTitles } from '../../domain/doctor/check.ts';
import { fill } from '../text/fill.ts';

const ids = Object.keys(checkTitles) as CheckId[];

type State = Check['state'] | 'running' | 'waiting';

export const CheckList = ({ checks, running }: { checks: readonly Check[]; running: boolean }) => (
  <ol className="doctor-checks" aria-label={text.results}>
    {ids.map((id, index) => {
      const check = checks[index];
      const state: State =
        check?.state ?? (running && index === checks.length ? 'running' : 'waiting');
      return (
        <li key={id} className="doctor-check" data-state={state} data-check={id}>
          <Mark state={state} />
          <p className="doctor-title">
            {checkTitles[id]} <span className="ctl-hidden">{text[`state.${state}`]}</span>
          </p>
          <div className="doctor-found">{check && <Found check={check} />}</div>
        </li>
      );
    })}
  </ol>
);

const shapes: Record<State, string> = {
  pass: 'M3.5 8.5 6.5 11.5 12.5 5',
  fail: 'M4.5 4.5 11.5 11.5M11.5 4.5 4.5 11.5',
  skipped: 'M4.5 8H11.5',
  running: 'M8 3.5A4.5 4.5 0 1 1 3.5 8',
  waiting: 'M8 7.5V8.5',
};

const Mark = ({ state }: { state: State }) => (
  <svg className="doctor-mark" viewBox="0 0 16 16" aria-hidden="true">
    <path d={shapes[state]} />
  </svg>
);

const Found = ({ check: { meaning, fix, docs, firstTokenMs } }: { check: Check }) => (
  <>
    <p>
      {meaning}
      {firstTokenMs !== undefined && ` ${fill(text.firstToken, { ms: firstTokenMs })}.`}
    </p>
    {fix && (
      <p>
        {fix}{' '}
        {docs && (
          <a className="ctl-link" href={docs}>
            {text.docs}
          </a>
        )}
      </p>
    )}
  </>
);
