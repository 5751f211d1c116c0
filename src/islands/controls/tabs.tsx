/** Tabs by the ARIA pattern: arrows move, Home and End jump, only the chosen tab is in the tab order. */
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import './controls.css';

export type Tab<Id extends string> = {
  id: Id;
  label: string;
  /** A small number or mark behind the label. */
  badge?: ReactNode;
};

export type TabsProps<Id extends string> = {
  label: string;
  tabs: readonly Tab<Id>[];
  chosen: Id;
  onChoose(id: Id): void;
  /** At the end of the row of tabs. */
  aside?: ReactNode;
  /** The panel of the chosen tab. */
  children: ReactNode;
};

export const Tabs = <Id extends string>(props: TabsProps<Id>) => {
  const { label, tabs, chosen, onChoose, aside, children } = props;
  const id = useId();
  const row = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = target(event.key, at, tabs.length);
    const tab = tabs[to ?? -1];
    if (!tab) return;
    event.preventDefault();
    onChoose(tab.id);
    row.current?.querySelectorAll<HTMLElement>('[role=tab]')[to ?? 0]?.focus();
  };
  return (
    <div className="ctl-tabs">
      <div className="ctl-tabs-row">
        <div className="ctl-tablist" role="tablist" aria-label={label} ref={row} onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.id}
              type="button"
              role="tab"
              className="ctl-tab"
              id={`${id}-${tab.id}`}
              aria-selected={tab.id === chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab.id === chosen ? 0 : -1}
              onClick={() => onChoose(tab.id)}
            >
              {tab.label}
              {tab.badge !== undefined && <span className="ctl-tab-badge">{tab.badge}</span>}
            </button>
          ))}
        </div>
        {aside}
      </div>
      <div
        className="ctl-tabpanel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${chosen}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        {children}
      </div>
    </div>
  );
};

const target = (key: string, at: number, count: number): number | undefined => {
  const moves: Record<string, number> = {
    ArrowRight: (at + 1) % count,
    ArrowLeft: (at - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  return moves[key];
};
