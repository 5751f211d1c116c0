/** The sidebar: groups in the order in which a reader needs them. Integration pages list themselves. */
import type { StarlightUserConfig } from '@astrojs/starlight/types';

export const sidebar: StarlightUserConfig['sidebar'] = [
  { label: 'Start', items: ['guide', 'playground', 'models', 'faq'] },
  { label: 'Use it', items: ['console', 'keys', 'protocols', 'pricing', 'billing'] },
  { label: 'When something breaks', items: ['troubleshooting', 'network', 'status'] },
  // Starlight compares with the file's path, which is not below its own `src/content/docs` here.
  {
    label: 'Integrations',
    collapsed: true,
    items: [{ autogenerate: { directory: 'content/integrations' } }, 'integrations/request'],
  },
  { label: 'Reference', items: ['reference'] },
  { label: 'Trust', items: ['security', 'about'] },
];
