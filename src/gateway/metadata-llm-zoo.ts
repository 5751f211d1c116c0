/** Models as the npm package llm-zoo lists them: https://github.com/texra-ai/llm-zoo */
import type { ModelConfig } from 'llm-zoo';
import type { Modality } from '../domain/site.ts';
import { type ListPrice, ratesFromList, times } from './list-price.ts';
import type { ModelMetadata } from './model-metadata.ts';

export const fromLlmZoo = async (id: string): Promise<ModelMetadata | undefined> => {
  const { MODEL_CONFIGS } = await import('llm-zoo');
  const matches = Object.values(MODEL_CONFIGS).filter(
    (model) =>
      model.serviceTier === undefined && !model.openRouterOnly && names(model).includes(id),
  );
  // Variants with thinking are listed beside the plain model, at the same price.
  const model = matches.find(({ capabilities }) => !capabilities.supportsReasoning) ?? matches[0];
  return model && metadata(model);
};

const names = ({ fullName, shortName, provider, openrouterFullName }: ModelConfig): string[] => [
  fullName,
  shortName,
  `${provider}/${fullName}`,
  `${provider}/${shortName}`,
  ...(openrouterFullName ? [openrouterFullName] : []),
];

const metadata = (model: ModelConfig): ModelMetadata => {
  const { capabilities } = model;
  const input: Modality[] = ['text'];
  if (capabilities.supportsVision) input.push('image');
  if (capabilities.supportsNativePdf) input.push('pdf');
  if (capabilities.supportsNativeAudio) input.push('audio');
  return {
    name: model.label.replace(/ \(Thinking\)$/, ''),
    description: '',
    kind: 'chat',
    contextWindow: model.contextWindow,
    maxOutput: model.maxOutputTokens,
    modality: { input, output: ['text'] },
    caching: capabilities.supportsPromptCaching || capabilities.supportsAutoPromptCaching,
    rates: ratesFromList(price(model)) ?? null,
  };
};

/**
 * The catalogue has the discount for reading from the cache. What writing costs is one rule for all of
 * Anthropic's models: https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching#pricing
 */
const price = ({ inputPrice, outputPrice, capabilities, provider }: ModelConfig): ListPrice => {
  const caches = capabilities.supportsPromptCaching || capabilities.supportsAutoPromptCaching;
  return {
    input: inputPrice,
    output: outputPrice,
    ...(caches && {
      cacheRead: times(inputPrice, Math.round(capabilities.cacheDiscountFactor * 1000)),
    }),
    ...(provider === 'anthropic' && {
      cacheWrite5m: times(inputPrice, 1_250),
      cacheWrite1h: times(inputPrice, 2_000),
    }),
  };
};
