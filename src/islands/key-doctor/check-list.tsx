/** The checks in their order: what was found, what to do; those to come are there from the start. */
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import { type Check, type CheckId, checkTitles } from '../../domain/doctor/check.ts';
import { fill } from '../text/fill.ts';

const ids = Object.keys(checkTitles) as CheckId[];

export const CheckList = ({ checks, running }: { checks: readonly Check[]; running: boolean }) => (
  <ol className="doctor-checks" aria-label={text.results}>
    {ids.map((id, index) => {
      const check = checks[index];
      const state = check?.state ?? (running && index === checks.length ? 'running' : 'waiting');
      return (
        <li key={id} className="doctor-check" data-state={state} data-check={id}>
          <span className="doctor-mark" aria-hidden="true" />
          <div className="doctor-found">
            <p className="doctor-title">
              {checkTitles[id]} <span className="doctor-state">{text[`state.${state}`]}</span>
            </p>
            {check && <Found check={check} />}
          </div>
        </li>
      );
    })}
  </ol>
);

const Found = ({ check: { meaning, fix, docs, firstTokenMs } }: { check: Check }) => (
  <>
    <p className="doctor-meaning">
      {meaning}
      {firstTokenMs !== undefined && ` ${fill(text.firstToken, { ms: firstTokenMs })}.`}
    </p>
    {fix && (
      <p className="doctor-fix">
        <strong>{text.fix}</strong> {fix}{' '}
        {docs && (
          <a className="ctl-link" href={docs}>
            {text.docs}
          </a>
        )}
      </p>
    )}
  </>
);
