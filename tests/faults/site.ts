/** The site that the fault tests run the server with: one upstream, named by FAULTS_UPSTREAM, that fails in every way. */
import site from '../../site.config.ts';
import { defineSite } from '../../src/domain/site.ts';
import { behaviours } from '../misbehaving-upstream/behaviours.ts';

/** Milliseconds that the upstream may take for each step. */
const patience = Number(process.env.FAULTS_PATIENCE ?? 60_000);
const effectiveAt = '2026-01-01T00:00:00Z';
const multipliers = [{ effectiveAt, multiplier: '1' }];
const scope = ['faults/*'];

export default defineSite({
  ...site,
  upstreams: [
    {
      kind: 'http',
      id: 'faults',
      protocols: ['openai-chat', 'openai-responses', 'anthropic-messages'],
      baseUrl: `${process.env.FAULTS_UPSTREAM}`,
      credentialEnv: 'FAULTS_CREDENTIAL',
      timeouts: { connectMs: patience, firstByteMs: patience, idleMs: patience },
    },
  ],
  models: Object.keys(behaviours).map((name) => ({
    id: `faults/${name}`,
    upstreams: [{ id: 'faults' }],
    contextWindow: 8_000,
    maxOutput: 100,
    rates: [{ effectiveAt, input: '1', output: '4' }],
  })),
  groups: [
    { id: 'faults', description: 'Everything, without limits.', scope, multipliers },
    { id: 'limited', description: 'Few requests.', scope, multipliers, limits: { account: 20 } },
  ],
  sandbox: { credit: 1_000_000_000_000, group: 'faults' },
});
