/** The sandbox's test models: what card numbers are to a payment sandbox. */
import type { Outcome } from './outcome.ts';
import type { RateConfig } from './site.ts';

export type SandboxModel = {
  id: string;
  name: string;
  description: string;
  /** Outcome that a complete call to it has. */
  outcome: Outcome;
  /** What it costs, and why. */
  cost: string;
  caching: boolean;
  contextWindow: number;
  maxOutput: number;
  rates: Omit<RateConfig, 'effectiveAt'>;
};

/** Milliseconds between two words of a streamed answer. */
export const humanPace = 25;
export const slowPace = 250;

const rates = {
  input: '1',
  output: '4',
  cacheRead: '0.1',
  cacheWrite5m: '1.25',
  cacheWrite1h: '2',
};

const model = (
  name: string,
  description: string,
  outcome: Outcome,
  cost: string,
  extra: Partial<SandboxModel> = {},
): SandboxModel => ({
  id: `sandbox/${name}`,
  name: `Sandbox ${name}`,
  description,
  outcome,
  cost,
  caching: true,
  contextWindow: 128_000,
  maxOutput: 4_096,
  rates,
  ...extra,
});

export const sandboxModels: SandboxModel[] = [
  model(
    'docs',
    'Answers questions about the gateway with the passage of these docs that fits best.',
    'completed',
    'Prompt and answer: the answer was finished.',
  ),
  model('echo', 'Says your last message back.', 'completed', 'Prompt and answer.'),
  model(
    'slow',
    'Writes a long answer at four words a second, so that you can stop it midway.',
    'completed',
    'Prompt and answer; stopped midway, the prompt and the tokens you were sent.',
  ),
  model(
    'tools',
    'Calls the first tool you offer, then answers from its result.',
    'completed',
    'Prompt (tool definitions included) and answer.',
  ),
  model(
    'empty',
    'Finishes at once without a single token of output.',
    'completed',
    'The prompt: the answer was finished, it just had no text.',
  ),
  model('overloaded', 'Answers 529, as a busy upstream does.', 'upstream_error', 'Nothing.'),
  model('error', 'Answers 500, as a failing upstream does.', 'upstream_error', 'Nothing.'),
  model(
    'cut',
    'Breaks off in the middle of its answer.',
    'upstream_disconnected',
    'The prompt and the tokens that arrived before the break.',
  ),
  model(
    'hang',
    'Accepts the request and never answers; the gateway gives up on it.',
    'upstream_error',
    'Nothing: no token was sent.',
  ),
];
