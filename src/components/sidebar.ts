/** The sidebar: the groups of `content/sidebar.json`. Integration pages list themselves. */
import type { StarlightUserConfig } from '@astrojs/starlight/types';
import groups from '#content/sidebar.json' with { type: 'json' };

// Starlight compares with the file's path, which is not below its own `src/content/docs` here.
const integrationPages = { autogenerate: { directory: 'content/integrations' } };

export const sidebar: StarlightUserConfig['sidebar'] = groups.map(({ label, items }) =>
  label === 'Integrations'
    ? { label, collapsed: true, items: [integrationPages, ...items] }
    : { label, items },
);
