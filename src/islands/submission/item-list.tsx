/** What was sent in, an item a line, each to be opened. */
import type { ReactNode } from 'react';
import { shownTime } from '../text/shown-time.ts';
import './submission.css';

export type ItemListProps = { label: string; children: ReactNode };

export const ItemList = ({ label, children }: ItemListProps) => (
  <ul className="submission-list" aria-label={label}>
    {children}
  </ul>
);

export type ItemRowProps = {
  title: string;
  /** ISO 8601; it stands last. */
  at: string;
  /** Before the title. */
  kind?: string;
  onOpen(): void;
  /** Between title and time. */
  children: ReactNode;
};

export const ItemRow = ({ title, at, kind, onOpen, children }: ItemRowProps) => (
  <li>
    <button type="button" onClick={onOpen}>
      {kind && <span className="submission-kind">{kind}</span>}
      <span className="submission-title">{title}</span>
      {children}
      <time dateTime={at}>{shownTime(at)}</time>
    </button>
  </li>
);
