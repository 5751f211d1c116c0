/** What "Try it" of a FAQ entry opens: a request in the playground, or the page where the answer is live. */
import type { Prompt } from '../../domain/prompt-request.ts';
import { runHref } from '../run-link.ts';

export const scenarioNames = [
  'cache-did-not-apply',
  'claude-protocol',
  'failed-requests',
  'keys-in-one-group',
  'model-404',
  'price-change',
  'stream-disconnect',
  'usage-not-read',
] as const;

export type Scenario = (typeof scenarioNames)[number];

/** Address that the scenario opens. */
export const scenarioHref = (name: Scenario): string => {
  const target = scenarios[name];
  return typeof target === 'string' ? target : runHref(target);
};

/** Longer than the least that a prompt cache takes. */
const longSystemPrompt = 'You answer in one short sentence and never guess. '.repeat(120);

const scenarios: Record<Scenario, Prompt | string> = {
  'cache-did-not-apply': {
    model: 'sandbox/echo',
    protocol: 'anthropic-messages',
    prompt: 'Send this twice within five minutes and compare cacheWrite5m and cacheRead.',
    extra: {
      system: [{ type: 'text', text: longSystemPrompt, cache_control: { type: 'ephemeral' } }],
    },
  },
  'claude-protocol': {
    model: 'sandbox/docs',
    protocol: 'anthropic-messages',
    prompt: 'Which protocol should I call Claude over?',
  },
  'failed-requests': {
    model: 'sandbox/overloaded',
    protocol: 'anthropic-messages',
    prompt: 'Hello',
  },
  'keys-in-one-group': '/keys/#check-a-key',
  'model-404': { model: 'sandbox/dosc', protocol: 'openai-chat', prompt: 'Hello' },
  'price-change': '/models/',
  'stream-disconnect': {
    model: 'sandbox/cut',
    protocol: 'anthropic-messages',
    prompt: 'Tell me about streams.',
  },
  'usage-not-read': {
    model: 'sandbox/echo',
    protocol: 'openai-chat',
    prompt: 'Look at the last event: it carries usage.',
  },
};
