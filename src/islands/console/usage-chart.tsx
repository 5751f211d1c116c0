/** A key's days as lines. The chart library comes when there is something to draw. */
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKeyUsage, UsageDay } from '../../domain/playground-api.ts';
import { count, dollars } from '../charge/amounts.ts';
import { fill } from '../text/fill.ts';
import { tokensIn } from './usage-tables.tsx';

export const usageMeasures = ['charged', 'requests', 'tokens'] as const;
export type UsageMeasure = (typeof usageMeasures)[number];

export type UsageChartProps = { usage: ConsoleKeyUsage; measure: UsageMeasure };

type Series = { label: string; value(day: UsageDay): number };

const series: Record<UsageMeasure, Series[]> = {
  charged: [{ label: text['usage.charged'], value: (day) => day.charged }],
  requests: [{ label: text['usage.requests'], value: (day) => day.requests }],
  tokens: [
    { label: text['usage.in'], value: tokensIn },
    { label: text['usage.out'], value: (day) => day.tokens.output },
  ],
};

export const isUsed = ({ days }: ConsoleKeyUsage, measure: UsageMeasure): boolean =>
  days.some((day) => series[measure].some(({ value }) => value(day) > 0));

export const UsageChart = ({ usage, measure }: UsageChartProps) => {
  const place = useRef<HTMLDivElement>(null);
  const { days, key } = usage;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let current = true;
    let destroy: (() => void) | undefined;
    void import('../chart/line-chart.ts').then(({ drawLines }) => {
      if (current)
        destroy = drawLines(
          element,
          days.map(({ day }) => Date.parse(day) / 1000),
          series[measure].map(({ label, value }) => ({ label, values: days.map(value) })),
          measure === 'charged' ? dollars : count,
        );
    });
    return () => {
      current = false;
      destroy?.();
    };
  }, [days, measure]);
  const caption = fill(text['usage.chart'], { what: text[`usage.${measure}`], key: key.label });
  return (
    <figure className="con-chart">
      <figcaption className="con-label">{caption}</figcaption>
      {/* A canvas says nothing to a screen reader; the table below has the same numbers. */}
      <div ref={place} className="chart-place" aria-hidden="true" />
    </figure>
  );
};
