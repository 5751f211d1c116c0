/** The group of the sidebar that the current page belongs to. */
import type { StarlightRouteData } from '@astrojs/starlight/route-data';

export const groupOf = (sidebar: StarlightRouteData['sidebar']): string | undefined =>
  sidebar.find((entry) => entry.type === 'group' && holdsCurrent(entry))?.label;

const holdsCurrent = (entry: StarlightRouteData['sidebar'][number]): boolean =>
  entry.type === 'link' ? entry.isCurrent : entry.entries.some(holdsCurrent);
