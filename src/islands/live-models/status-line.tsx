/** How many models are shown, and when the list was read from the gateway. */
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import type { LiveModels as List } from '../../domain/playground-api.ts';
import { Button } from '../controls/button.tsx';
import { fill } from '../text/fill.ts';

export type StatusLineProps = {
  list: List | undefined;
  loading: boolean;
  shown: number;
  total: number;
  onReload(): void;
};

export const StatusLine = ({ list, loading, shown, total, onReload }: StatusLineProps) => (
  <div className="lm-status">
    <p role="status">{total > 0 && countText(shown, total)}</p>
    <p>{list ? readAt(list) : loading && text.loading}</p>
    <Button size="s" look="quiet" disabled={!list} onClick={onReload}>
      {text.refresh}
    </Button>
  </div>
);

export const timeOf = ({ asOf }: List): string =>
  new Date(asOf).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

const countText = (shown: number, total: number): string => {
  if (shown !== total) return fill(text['count.of'], { count: shown, total });
  return shown === 1 ? text['count.one'] : fill(text['count.other'], { count: shown });
};

const readAt = (list: List): string => {
  const sentence = fill(text.asOf, { time: timeOf(list) });
  return list.group
    ? `${sentence}, ${fill(text['asOf.group'], { group: list.group.id })}`
    : sentence;
};
