/** The site that the bench runs the gateway with: one upstream over HTTP, one group without limits. */
import site from '../../site.config.ts';
import { defineSite } from '../../src/domain/site.ts';

const rates = { effectiveAt: '2026-01-01T00:00:00Z', input: '1', output: '4' };

export default defineSite({
  ...site,
  upstreams: [
    {
      kind: 'http',
      id: 'bench',
      protocols: ['openai-chat'],
      baseUrl: `${process.env.BENCH_UPSTREAM}/v1`,
      credentialEnv: 'BENCH_CREDENTIAL',
    },
  ],
  models: ['bench/instant', 'bench/slow'].map((id) => ({
    id,
    upstreams: [{ id: 'bench' }],
    contextWindow: 128_000,
    maxOutput: 4_096,
    rates: [rates],
  })),
  groups: [
    {
      id: 'bench',
      description: 'Everything that the bench serves.',
      scope: ['bench/*'],
      multipliers: [{ effectiveAt: rates.effectiveAt, multiplier: '1.25' }],
    },
  ],
  sandbox: { ...site.sandbox, group: 'bench' },
});
