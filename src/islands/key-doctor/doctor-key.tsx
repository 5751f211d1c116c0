/** The key to examine: the one held on this page, another that is pasted, or a new sandbox key. */
import { useStore } from '@nanostores/react';
import type { Ref } from 'react';
import keyText from '#content/i18n/en/key.json' with { type: 'json' };
import text from '#content/i18n/en/key-doctor.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Choice } from '../controls/choice.tsx';
import { Field } from '../controls/field.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { type HeldKey, masked } from '../key/held-key.ts';
import { KeyInput } from '../key/key-input.tsx';
import { useSandboxKey } from '../key/use-sandbox-key.ts';
import { fill } from '../text/fill.ts';

/** `other`: examine what is pasted, though a key is held. */
export type DoctorKeyChoice = { other: boolean; pasted: string };

export type DoctorKeyProps = {
  held: HeldKey | null;
  value: DoctorKeyChoice;
  onChange(value: DoctorKeyChoice): void;
  /** Where a key is pasted. */
  input: Ref<HTMLInputElement>;
};

export const DoctorKey = ({ held, value, onChange, input }: DoctorKeyProps) => {
  // Until it is known: most have it, and what stands below should not move.
  const sandbox = hasFeature(useStore($capabilities, { ssr: 'initial' }), 'sandbox') ?? true;
  return (
    <>
      {held && (
        <Choice
          legend={text['key.label']}
          options={[
            [false, fill(text['key.held'], { masked: masked(held.secret) })],
            [true, text['key.other']],
          ]}
          value={value.other}
          onChange={(other) => onChange({ ...value, other })}
        />
      )}
      {(!held || value.other) && (
        <Field label={text['key.paste']} hint={text['key.hint']}>
          {(field) => (
            <KeyInput
              {...field}
              ref={input}
              value={value.pasted}
              onChange={(pasted) => onChange({ ...value, pasted })}
            />
          )}
        </Field>
      )}
      {!held && sandbox && <TakeSandboxKey needed={value.pasted === ''} />}
    </>
  );
};

/** Once a key was pasted it is hidden, and keeps its place: what stands below must not jump under the reader's hands. */
const TakeSandboxKey = ({ needed }: { needed: boolean }) => {
  const { taking, failure, take } = useSandboxKey();
  const ready = useHydrated();
  return (
    <div className="doctor-sandbox" data-needed={needed}>
      <span className="ctl-hint">{text['key.none']}</span>
      <Button size="s" disabled={!ready || taking} title={keyText['sandbox.hint']} onClick={take}>
        {keyText[taking ? 'sandbox.taking' : 'sandbox.take']}
      </Button>
      {failure && <FailureNotice failure={failure} onRetry={take} />}
    </div>
  );
};
