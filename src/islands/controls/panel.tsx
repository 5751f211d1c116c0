/** The frame of an island that stands in a page: what it is for, its form, and below a line what came of it. */
import { type ReactNode, useId } from 'react';
import './controls.css';
import { keepFocus } from './keep-focus.ts';
import './panel.css';

export type PanelProps = {
  /** `plain` has no strip behind its head: for an island that is a section of its page. */
  look?: 'form' | 'plain';
  title?: string;
  intro?: string;
  children: ReactNode;
  /** What was found out; the line is drawn only when there is something. */
  result?: ReactNode;
};

export const Panel = ({ look = 'form', title, intro, children, result }: PanelProps) => {
  const heading = useId();
  return (
    <section
      ref={keepFocus}
      className="ctl-panel"
      data-look={look}
      aria-labelledby={title && heading}
    >
      <header className="ctl-panel-head">
        {title && (
          <p className="ctl-panel-title" id={heading}>
            {title}
          </p>
        )}
        {intro && <p className="ctl-panel-intro">{intro}</p>}
      </header>
      <div className="ctl-panel-body">{children}</div>
      {result && <div className="ctl-panel-result">{result}</div>}
    </section>
  );
};
