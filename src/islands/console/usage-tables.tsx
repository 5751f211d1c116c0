/** Usage as tables: the days of a key, and all keys beside each other. */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey, ConsoleKeyUsage } from '../../domain/playground-api.ts';
import type { Usage } from '../../domain/usage.ts';
import { count, dollars } from '../charge/amounts.ts';

type Used = { requests: number; tokens: Usage; charged: number };

export const DayTable = ({ usage: { days } }: { usage: ConsoleKeyUsage }) => {
  const used = days.filter(({ requests }) => requests > 0).toReversed();
  return (
    <UsageTable
      title={text['usage.table']}
      head={text['usage.day']}
      rows={used.map((day) => ({ id: day.day, name: day.day, used: day }))}
    />
  );
};

/** Whoever looks for what cost the most finds it on top. */
export const KeyTotals = ({ keys }: { keys: ConsoleKey[] }) => (
  <UsageTable
    title={text['usage.totals']}
    head={text['usage.key']}
    rows={keys
      .toSorted((a, b) => b.usage.charged - a.usage.charged)
      .map(({ id, label, usage }) => ({ id, name: label, used: usage }))}
  />
);

type UsageTableProps = {
  title: string;
  head: string;
  rows: { id: string; name: string; used: Used }[];
};

const UsageTable = ({ title, head, rows }: UsageTableProps) => (
  <div className="con-scroll">
    <table className="con-table">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col">{text['usage.requests']}</th>
          <th scope="col">{text['usage.in']}</th>
          <th scope="col">{text['usage.out']}</th>
          <th scope="col">{text['usage.charged']}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, used }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{count(used.requests)}</td>
            <td>{count(tokensIn(used))}</td>
            <td>{count(used.tokens.output)}</td>
            <td>{dollars(used.charged)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Fresh input, and what came from or went to the cache. */
export const tokensIn = ({ tokens }: Pick<Used, 'tokens'>): number =>
  tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;
