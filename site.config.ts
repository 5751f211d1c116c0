import { defineSite } from './src/domain/site.ts';

/** The one file that an operator edits. README, "Configure" explains each part. */
export default defineSite({
  brand: {
    name: 'TokenBay',
    tagline: 'One key for many models, over the OpenAI and the Anthropic protocol.',
    accentHue: 230,
  },
  hosts: {
    docs: 'https://docs.tokenbay.com',
    api: 'https://api.tokenbay.com',
    console: 'https://console.tokenbay.com',
  },
  repository: 'https://github.com/tokenbay/docs',
  contact: { support: 'support@tokenbay.com', security: 'security@tokenbay.com' },
  exampleModels: { openai: 'gpt-4.1-mini', anthropic: 'claude-sonnet-4-5' },
  nodes: [{ id: 'primary', name: 'Primary', region: 'Global', url: 'https://api.tokenbay.com' }],
  upstreams: [{ kind: 'sandbox', id: 'sandbox' }],
  models: [],
  groups: [
    {
      id: 'sandbox',
      description: 'Test models that work offline and cost play money.',
      scope: ['sandbox/*'],
      multipliers: [{ effectiveAt: '2026-01-01T00:00:00Z', multiplier: '1' }],
      limits: { key: 120, account: 240 },
    },
  ],
  sandbox: { credit: 1_000_000_000, group: 'sandbox' },
});
