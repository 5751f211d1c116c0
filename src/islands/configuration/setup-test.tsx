/** The key doctor for the chosen set-up, in its place. */
import { useEffect, useId, useRef, useState } from 'react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import { baseUrl, protocols } from '../../domain/protocol.ts';
import { Button } from '../controls/button.tsx';
import { KeyDoctor } from '../key-doctor/key-doctor.tsx';
import type { SetupView } from './setup-view.ts';

export const SetupTest = ({ view }: { view: SetupView }) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const wasOpen = useRef(false);
  useEffect(() => {
    wasOpen.current = open;
  }, [open]);
  const preset = presetOf(view);
  return (
    <div className="cf-test">
      <div className="cf-test-bar">
        <Button aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {text.test}
        </Button>
        <span className="ctl-hint">{text['test.hint']}</span>
      </div>
      <div id={id} hidden={!open}>
        {open && (
          // Opening it asks for the test; choosing another model afterwards does not.
          <KeyDoctor key={JSON.stringify(preset)} preset={preset} begin={!wasOpen.current} />
        )}
      </div>
    </div>
  );
};

/** An app that takes its base URL in a form of its own would be told to use the usual one, so it is left out. */
const presetOf = ({ configured: { setup }, values, shown }: SetupView) => {
  const { family } = protocols[setup.protocol];
  const usual = baseUrl(values.origin, family);
  return { model: values.model, family, baseUrl: shown.baseUrl === usual ? usual : '' };
};
