/** Keeps the end of a growing text in view, for as long as the reader has not scrolled away from it. */
import { type RefObject, useEffect, useRef } from 'react';

/** Put the ref on an empty element at the end; the nearest ancestor that scrolls is moved. */
export const useStickToEnd = (
  grows: unknown,
  active: boolean,
): RefObject<HTMLDivElement | null> => {
  const end = useRef<HTMLDivElement>(null);
  const away = useRef(false);

  useEffect(() => {
    const pane = active ? scroller(end.current) : undefined;
    if (!pane) return;
    away.current = false;
    const look = () => {
      away.current = pane.scrollHeight - pane.scrollTop - pane.clientHeight > 48;
    };
    pane.addEventListener('scroll', look, { passive: true });
    return () => pane.removeEventListener('scroll', look);
  }, [active]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs whenever the text has grown
  useEffect(() => {
    const pane = active && !away.current ? scroller(end.current) : undefined;
    if (pane) pane.scrollTop = pane.scrollHeight;
  }, [grows, active]);

  return end;
};

const scroller = (element: HTMLElement | null): HTMLElement | undefined =>
  element?.closest<HTMLElement>('.pg-result .ctl-tabpanel') ?? undefined;
