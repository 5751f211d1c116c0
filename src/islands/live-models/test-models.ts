/** The sandbox's test models in the shape of the live list, for the time before it has come. */
import type { LiveModel } from '../../domain/playground-api.ts';
import { sandboxModels } from '../../domain/sandbox-models.ts';

/** Prices stay unknown: they belong to the caller's group, which only the gateway knows. */
export const testModels: LiveModel[] = sandboxModels.map((model) => ({
  id: model.id,
  name: model.name,
  description: model.description,
  kind: 'chat',
  protocols: ['openai-chat', 'openai-responses', 'anthropic-messages'],
  contextWindow: model.contextWindow,
  maxOutput: model.maxOutput,
  modality: { input: ['text'], output: ['text'] },
  caching: model.caching,
  rates: null,
  multiplier: null,
  price: null,
  coming: null,
  testModel: true,
}));
