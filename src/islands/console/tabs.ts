/** The tabs of the console, in their order. A new one is a line here and a panel; it reads the account with `useConsole()`. */
import type { ComponentType } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { Inbox } from '../inbox/inbox.tsx';
import { AccountPanel } from './account-panel.tsx';
import { GroupsPanel } from './groups-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { LeakPanel } from './leak-panel.tsx';
import { RequestsPanel } from './requests-panel.tsx';
import { TicketsPanel } from './tickets-panel.tsx';
import { UsagePanel } from './usage-panel.tsx';

export type ConsoleTab = {
  /** Also the page's hash: `/console/#keys`. */
  id: string;
  label: string;
  Panel: ComponentType;
  /** Shown to operators alone. */
  operators?: true;
};

export const consoleTabs: readonly [ConsoleTab, ...ConsoleTab[]] = [
  { id: 'keys', label: text['tab.keys'], Panel: KeysPanel },
  { id: 'usage', label: text['tab.usage'], Panel: UsagePanel },
  { id: 'requests', label: text['tab.requests'], Panel: RequestsPanel },
  { id: 'leak', label: text['tab.leak'], Panel: LeakPanel },
  { id: 'groups', label: text['tab.groups'], Panel: GroupsPanel },
  { id: 'tickets', label: text['tab.tickets'], Panel: TicketsPanel },
  { id: 'account', label: text['tab.account'], Panel: AccountPanel },
  { id: 'inbox', label: text['tab.inbox'], Panel: Inbox, operators: true },
];
