/** Charged and counted over time. The chart library comes only when there is something to draw. */
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/spend-reconciler.json' with { type: 'json' };
import type { Timeline } from './messages.ts';

export const TimelineChart = ({ timeline }: { timeline: Timeline }) => {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || timeline.hours.length < 2) return;
    let current = true;
    let destroy: (() => void) | undefined;
    void import('../chart/line-chart.ts').then(({ drawLines }) => {
      if (current)
        destroy = drawLines(element, timeline.hours, [
          { label: text.charged, values: timeline.charged },
          { label: text.counted, values: timeline.counted },
        ]);
    });
    return () => {
      current = false;
      destroy?.();
    };
  }, [timeline]);
  if (timeline.hours.length < 2) return null;
  return (
    <figure className="spend-chart">
      <figcaption className="spend-label">{text.chart}</figcaption>
      {/* A canvas says nothing to a screen reader; the figures and causes above have the amounts. */}
      <div ref={place} className="chart-place" aria-hidden="true" />
    </figure>
  );
};
