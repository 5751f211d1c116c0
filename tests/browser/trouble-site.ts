/** The site of the tests where something is broken: groups of every kind, a model of one protocol only. */
import site from '../../site.config.ts';
import { defineSite } from '../../src/domain/site.ts';

const effectiveAt = '2026-01-01T00:00:00Z';
const multipliers = [{ effectiveAt, multiplier: '1.5' }];

export default defineSite({
  ...site,
  upstreams: [
    ...site.upstreams,
    {
      kind: 'http',
      id: 'plain',
      protocols: ['openai-chat'],
      baseUrl: `${process.env.TROUBLE_UPSTREAM}/v1`,
    },
  ],
  models: [
    {
      id: 'plain/chat',
      upstreams: [{ id: 'plain' }],
      contextWindow: 8_000,
      maxOutput: 1_000,
      rates: [{ effectiveAt, input: '1', output: '4' }],
    },
  ],
  groups: [
    ...site.groups,
    { id: 'wide', description: 'Everything.', scope: ['sandbox/*', 'plain/*'], multipliers },
    { id: 'narrow', description: 'One model.', scope: ['sandbox/echo'], multipliers },
    {
      id: 'tight',
      description: 'One request a minute.',
      scope: ['sandbox/*'],
      multipliers,
      limits: { key: 1 },
    },
  ],
});
