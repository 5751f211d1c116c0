/** The set-up of an app with the reader's own model, system and key, and a test of it in place. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/configuration.json' with { type: 'json' };
import { defaultKeyVariable } from '../../domain/key.ts';
import { protocols } from '../../domain/protocol.ts';
import { keyPlaceholder } from '../../domain/recipe-render.ts';
import { Tabs } from '../controls/tabs.tsx';
import { useHydrated } from '../controls/use-hydrated.ts';
import { $capabilities, hasFeature } from '../gateway/capabilities.ts';
import { KeyField } from '../key/key-field.tsx';
import { fill } from '../text/fill.ts';
import { $setup } from './choice.ts';
import { InlineText } from './inline-text.tsx';
import { showSetup } from './page-tabs.ts';
import { ModelPicker, SystemPicker } from './pickers.tsx';
import { SetupSteps } from './setup-steps.tsx';
import { SetupTest } from './setup-test.tsx';
import {
  type ConfiguredSetup,
  holdsKey,
  type SetupView,
  useSetupView,
  viewOf,
} from './setup-view.ts';
import './configuration.css';

export type ConfigurationProps = {
  setups: ConfiguredSetup[];
  /** Origin of the gateway until the server has told its own. */
  origin: string;
  /** False when the set-ups are the same on every system. */
  systems: boolean;
};

export const SetupConfiguration = ({ setups, origin, systems }: ConfigurationProps) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const view = useSetupView(setups, origin);
  const { configured, values } = view;
  return (
    <section className="cf" aria-label={text.label}>
      <div className="cf-head">
        <ModelPicker protocol={configured.setup.protocol} model={values.model} />
        {systems && <SystemPicker />}
        <KeyField sandbox={hasFeature(capabilities, 'sandbox') ?? true} none={text['key.none']} />
      </div>
      <SetupPanels setups={setups} view={view} />
      {holdsKey(view) && (
        <p className="cf-hint">
          <InlineText
            markdown={fill(text.keyHint, {
              variable: `$${defaultKeyVariable}`,
              placeholder: keyPlaceholder,
            })}
          />
        </p>
      )}
      <SetupTest view={view} />
    </section>
  );
};

const SetupPanels = ({ setups, view }: { setups: ConfiguredSetup[]; view: SetupView }) => {
  const chosen = useStore($setup, { ssr: 'initial' });
  const hydrated = useHydrated();
  if (setups.length === 1) return <SetupPanel view={view} />;
  return (
    <>
      <Tabs
        label={text.setups}
        tabs={setups.map(({ setup }, index) => ({ id: String(index), label: setup.name }))}
        chosen={String(chosen)}
        onChoose={(id) => {
          $setup.set(Number(id));
          showSetup(setups[Number(id)]?.setup.name ?? '');
        }}
      >
        <SetupPanel view={view} />
      </Tabs>
      {!hydrated &&
        setups.slice(1).map((configured) => (
          <div key={configured.setup.name} className="cf-static" hidden>
            <p className="cf-name">{configured.setup.name}</p>
            <SetupPanel view={viewOf(configured, { ...view.values, model: configured.model })} />
          </div>
        ))}
    </>
  );
};

const SetupPanel = ({ view }: { view: SetupView }) => {
  const { setup, standing } = view.configured;
  return (
    <div className="cf-panel">
      <p className="standing" data-state={standing.state}>
        <span>
          <InlineText markdown={standing.markdown} />
        </span>
      </p>
      <p className="cf-facts">
        {fill(text.facts, { protocol: protocols[setup.protocol].label })}{' '}
        <code>{view.shown.baseUrl}</code>
      </p>
      <SetupSteps view={view} />
    </div>
  );
};
