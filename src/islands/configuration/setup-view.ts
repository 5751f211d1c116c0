/** A set-up of the page's recipe as the islands get it, and what they show of it. */
import { useStore } from '@nanostores/react';
import { defaultKeyVariable } from '../../domain/key.ts';
import {
  type KeyText,
  type RecipeValues,
  type RenderedSetup,
  renderSetup,
} from '../../domain/recipe-render.ts';
import type { Setup } from '../../domain/recipe-setup.ts';
import { $capabilities } from '../gateway/capabilities.ts';
import { $models } from '../gateway/models.ts';
import { $key } from '../key/held-key.ts';
import { $ownModel, $setup, $system } from './choice.ts';
import { chosenModel } from './chosen-model.ts';
import { type Sample, sampleValues } from './samples.ts';

export type ConfiguredSetup = {
  setup: Setup;
  /** Whether it has been run; a sentence in inline Markdown. */
  standing: { state: string; markdown: string };
  /** Model id that the page shows to everybody. */
  model: string;
  /** Code of the set-up in all systems, coloured when the page was built. */
  samples: Sample[];
};

export type SetupView = {
  configured: ConfiguredSetup;
  values: Omit<RecipeValues, 'key'>;
  /** What is on the screen and what is copied by default: it never holds the key. */
  shown: RenderedSetup;
  /** The same with the held key, if there is one. */
  keyed: RenderedSetup | undefined;
  /** The same with the values that the samples were coloured with. */
  sampled: RenderedSetup;
};

export const variable: KeyText = { variable: defaultKeyVariable };

/** A set-up with given values, without anything that the reader has chosen. */
export const viewOf = (
  configured: ConfiguredSetup,
  values: Omit<RecipeValues, 'key'>,
  secret?: string,
): SetupView => {
  const render = (key: KeyText, own = values) => renderSetup(configured.setup, { ...own, key });
  return {
    configured,
    values,
    shown: render(variable),
    keyed: secret === undefined ? undefined : render({ secret }),
    sampled: render(variable, { ...values, ...sampleValues }),
  };
};

/** The chosen set-up with what the reader has chosen. `origin` holds until the server has told its own. */
export const useSetupView = (setups: readonly ConfiguredSetup[], origin: string): SetupView => {
  const chosen = useStore($setup, { ssr: 'initial' });
  const system = useStore($system, { ssr: 'initial' });
  const own = useStore($ownModel, { ssr: 'initial' });
  const models = useStore($models, { ssr: 'initial' });
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const key = useStore($key, { ssr: 'initial' });
  const configured = setups[chosen] ?? setups[0];
  if (!configured) throw new TypeError('A recipe without set-ups has nothing to configure.');
  const { setup, model: example } = configured;
  const live = models.state === 'ready' ? models.value.data : undefined;
  const model = chosenModel({ own, live, protocol: setup.protocol, example });
  const known = capabilities.state === 'ready' ? capabilities.value.gateway.origin : origin;
  return viewOf(configured, { origin: known, model, system }, key?.secret);
};

/** Whether a key belongs in the code of the set-up. */
export const holdsKey = ({ configured, values, shown }: SetupView): boolean => {
  const { env, files, commands } = renderSetup(configured.setup, {
    ...values,
    key: { secret: '' },
  });
  return (
    JSON.stringify([env, files, commands]) !==
    JSON.stringify([shown.env, shown.files, shown.commands])
  );
};
