/** Tabs further down the page that have something for each set-up: they follow the one that is chosen above. */

const prefix = 'setup-';

/** Sync key of such tabs: those of a page also follow each other. */
export const setupTabs = (page: string): string => `${prefix}${page}`;

/** Starlight's own element; the last argument says whether it takes the focus and is kept for other visits. */
type PageTabs = HTMLElement & {
  tabs: HTMLElement[];
  switchTab(tab: HTMLElement | undefined, index: number, shouldSync: boolean): void;
};

export const showSetup = (name: string): void => {
  const all = document.querySelectorAll<PageTabs>(
    `starlight-tabs:defined[data-sync-key^=${prefix}]`,
  );
  for (const group of all) {
    const index = group.tabs.findIndex((tab) => tab.textContent?.trim() === name);
    if (index >= 0) group.switchTab(group.tabs[index], index, false);
  }
};
