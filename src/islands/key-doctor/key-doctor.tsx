/** The key doctor: says why a key, a base URL or a model id does not work. */
import { useStore } from '@nanostores/react';
import { useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import { type Check, checksAsText, checkTitles } from '../../domain/doctor/check.ts';
import type { DoctorInput } from '../../domain/doctor/run.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { FailureNotice, Notice } from '../controls/notice.tsx';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { fill } from '../text/fill.ts';
import { CheckList } from './check-list.tsx';
import { DoctorForm } from './doctor-form.tsx';
import { type Examination, examine } from './examine.ts';
import './key-doctor.css';

export type KeyDoctorProps = {
  /** `model`: the short form, for a model that answers 404 (M3). */
  about?: 'key' | 'model';
};

export const KeyDoctor = ({ about = 'key' }: KeyDoctorProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const { checks, state, start, stop } = useExamination();
  const heading = useId();
  const running = state === 'running';

  if (hasFeature(capabilities, 'keyTest') === false) return <Notice>{text.unsupported}</Notice>;
  return (
    <section className="doctor" aria-labelledby={heading}>
      <p className="doctor-heading" id={heading}>
        {about === 'model' ? text['title.model'] : text.title}
      </p>
      <p className="doctor-intro">{about === 'model' ? text['intro.model'] : text.intro}</p>
      <DoctorForm about={about} onExamine={start}>
        <Button type="submit" look="primary" disabled={running}>
          {running ? text.running : text.run}
        </Button>
        {running && <Button onClick={stop}>{text.stop}</Button>}
      </DoctorForm>
      {state !== 'idle' && (
        <div className="doctor-result">
          {!running && <Verdict checks={checks} state={state} />}
          <CheckList checks={checks} running={running} />
          {checks.length > 0 && !running && (
            <CopyButton value={() => checksAsText(checks)}>{text.copy}</CopyButton>
          )}
        </div>
      )}
    </section>
  );
};

type State = 'idle' | 'running' | Examination;

const useExamination = () => {
  const [checks, setChecks] = useState<Check[]>([]);
  const [state, setState] = useState<State>('idle');
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (input: DoctorInput) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    const found: Check[] = [];
    setChecks(found);
    setState('running');
    const end = await examine(input, own.signal, (check) => {
      found.push(check);
      if (running.current === own) setChecks([...found]);
    });
    if (running.current !== own) return;
    setState(end);
    announce(verdictOf(found));
  };
  return { checks, state, start, stop: () => running.current?.abort() };
};

const failed = (checks: readonly Check[]) => checks.find(({ state }) => state === 'fail');

const verdictOf = (checks: readonly Check[]): string => {
  const cause = failed(checks);
  return cause
    ? `${fill(text['verdict.fail'], { title: checkTitles[cause.id] })}. ${cause.meaning}`
    : text['verdict.pass'];
};

const Verdict = ({
  checks,
  state,
}: {
  checks: readonly Check[];
  state: Exclude<State, string>;
}) => {
  if (state.how === 'failed') return <FailureNotice failure={state.failure} />;
  const cause = failed(checks);
  if (cause)
    return (
      <Notice tone="bad" title={fill(text['verdict.fail'], { title: checkTitles[cause.id] })}>
        <p>{cause.meaning}</p>
        {cause.fix && <p>{cause.fix}</p>}
      </Notice>
    );
  if (state.how === 'stopped') return <Notice>{text['verdict.stopped']}</Notice>;
  return (
    <Notice tone="good" title={text['verdict.pass']}>
      <p>{text['verdict.passMore']}</p>
    </Notice>
  );
};
