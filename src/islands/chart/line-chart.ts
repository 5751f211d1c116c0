/** Lines over time, drawn by uPlot in the colours of the theme. Loaded lazily by the islands that draw. */
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { dollars } from '../charge/amounts.ts';

export type Line = { label: string; values: number[] };

const tones = ['--color-accent', '--color-warn', '--color-good', '--color-bad'];

/** `seconds`: Unix times; values are nanodollars, or whatever `format` writes. Answers how to take it away. */
export const drawLines = (
  place: HTMLElement,
  seconds: number[],
  lines: readonly Line[],
  format: (value: number) => string = dollars,
): (() => void) => {
  let chart: uPlot | undefined;
  const draw = () => {
    chart?.destroy();
    chart = new uPlot(
      options(place, lines, format),
      [seconds, ...lines.map((line) => line.values)],
      place,
    );
  };
  draw();
  const sizes = new ResizeObserver(() => chart?.setSize({ width: place.clientWidth, height }));
  sizes.observe(place);
  // Canvas colours are read once, so another theme means another drawing.
  const themes = new MutationObserver(draw);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    sizes.disconnect();
    themes.disconnect();
    chart?.destroy();
  };
};

const height = 220;

const options = (
  place: HTMLElement,
  lines: readonly Line[],
  format: (value: number) => string,
): uPlot.Options => {
  const ink = colourOf(place, '--color-ink-muted');
  const axis = {
    stroke: ink,
    grid: { stroke: colourOf(place, '--color-line'), width: 1 },
    ticks: { show: false },
    font: `12px ${getComputedStyle(place).fontFamily}`,
  };
  return {
    width: place.clientWidth,
    height,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'UTC'),
    legend: { live: true },
    hooks: {
      setLegend: [
        ({ root, cursor }) => root.toggleAttribute('data-reading', typeof cursor.idx === 'number'),
      ],
    },
    series: [
      { label: 'UTC', value: (_: uPlot, at: number | null) => (at === null ? '–' : moment(at)) },
      ...lines.map(({ label }, index) => ({
        label,
        stroke: colourOf(place, tones[index % tones.length] ?? '--color-accent'),
        width: 2,
        points: { show: false },
        value: (_: uPlot, value: number | null) => (value === null ? '' : format(value)),
      })),
    ],
    axes: [
      { ...axis, values: times },
      {
        ...axis,
        size: 84,
        values: (_, values) => values.map((value) => format(Math.round(value))),
      },
    ],
  };
};

const moment = (at: number): string =>
  new Date(at * 1000).toISOString().slice(0, 16).replace('T', ' ');

const day = 86_400;

/** Hours as 24 hours in UTC, days by their date, as the log writes them; uPlot's own are American. */
const times = (_: uPlot, splits: number[]): string[] => {
  const daily = splits.every((at) => at % day === 0);
  return splits.map((at, index) => {
    const iso = new Date(at * 1000).toISOString();
    if (daily) return iso.slice(5, 10);
    const first = index === 0 || at % day === 0;
    return first ? `${iso.slice(11, 16)}\n${iso.slice(5, 10)}` : iso.slice(11, 16);
  });
};

/** A token's colour as the canvas understands it, in the theme that is on. */
const colourOf = (place: HTMLElement, token: string): string => {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  place.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};
