/** What is listed while the gateway's list is not there: the sandbox's test models, which come with the site. */
import type { Capabilities, LiveModel, LiveModels } from '../../domain/playground-api.ts';
import { sandboxModels } from '../../domain/sandbox-models.ts';
import type { Loading } from './loading.ts';
import { needsKey } from './models.ts';

/** None for a gateway elsewhere, which need not have them, nor for one that lists its models to keys only. */
export const assumedModels = (
  models: Loading<LiveModels>,
  capabilities: Loading<Capabilities>,
): LiveModel[] => {
  const remote = capabilities.state === 'ready' && capabilities.value.gateway.kind === 'remote';
  return remote || needsKey(models) ? [] : testModels;
};

/** Prices stay unknown: they belong to the caller's group, which only the gateway knows. */
const testModels: LiveModel[] = sandboxModels.map((model) => ({
  id: model.id,
  name: model.name,
  description: model.description,
  kind: 'chat',
  protocols: ['openai-chat', 'openai-responses', 'openai-embeddings', 'anthropic-messages'],
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
