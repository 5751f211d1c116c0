/** The key doctor: says why a key, a base URL or a model id does not work. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import { checksAsText } from '../../domain/doctor/check.ts';
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Panel } from '../controls/panel.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { Unsupported } from '../gateway/unsupported.tsx';
import { CheckList } from './check-list.tsx';
import { DoctorForm, type DoctorPreset } from './doctor-form.tsx';
import { useExamination } from './use-examination.ts';
import { Verdict } from './verdict.tsx';
import './key-doctor.css';

export type KeyDoctorProps = {
  /** `model`: the short form, for a model that answers 404 (M3). */
  about?: 'key' | 'model';
  /** What the page knows of the reader's tool already. */
  preset?: DoctorPreset;
  /** The reader asked for the examination by opening the doctor. */
  begin?: boolean;
};

export const KeyDoctor = ({ about = 'key', preset, begin = false }: KeyDoctorProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const { checks, state, start, stop } = useExamination();
  const ready = useHydrated();
  const running = state === 'running';

  if (hasFeature(capabilities, 'keyTest') === false)
    return <Unsupported>{text.unsupported}</Unsupported>;
  return (
    <Panel
      title={about === 'model' ? text['title.model'] : text.title}
      intro={about === 'model' ? text['intro.model'] : text.intro}
      result={
        state !== 'idle' && (
          <>
            {state !== 'running' && <Verdict checks={checks} end={state} />}
            {(running || checks.length > 0) && <CheckList checks={checks} running={running} />}
            {checks.length > 0 && !running && (
              <div className="ctl-actions">
                <CopyButton look="plain" value={() => checksAsText(checks)}>
                  {text.copy}
                </CopyButton>
              </div>
            )}
          </>
        )
      }
    >
      <DoctorForm about={about} preset={preset} begin={begin} onExamine={start}>
        <Button type="submit" look="primary" disabled={!ready || running}>
          {running ? text.running : text.run}
        </Button>
        {running && <Button onClick={stop}>{text.stop}</Button>}
      </DoctorForm>
    </Panel>
  );
};
