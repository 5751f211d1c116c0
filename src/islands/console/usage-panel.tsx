/** What each key used, day by day: a chart, and the same as a table (K4). */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey, ConsoleKeyUsage } from '../../domain/playground-api.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { fill } from '../text/fill.ts';
import type { KeyList } from './keys-panel.tsx';
import {
  isUsed,
  UsageChart,
  type UsageChartProps,
  type UsageMeasure,
  usageMeasures,
} from './usage-chart.tsx';
import { DayTable, KeyTotals } from './usage-tables.tsx';
import { useAccountData } from './use-account-data.ts';

const times = [7, 30, 90, 366];

export const UsagePanel = () => {
  const keys = useAccountData<KeyList>('/keys');
  const { loading } = keys;
  if (loading.state === 'failed')
    return <FailureNotice failure={loading.failure} onRetry={() => void keys.reload()} />;
  if (loading.state === 'loading')
    return (
      <p className="con-loading" role="status">
        {text['usage.loading']}
      </p>
    );
  return (
    <>
      <p className="con-text">{text['usage.intro']}</p>
      <KeyUsage keys={loading.value.data} />
      <KeyTotals keys={loading.value.data} />
    </>
  );
};

const KeyUsage = ({ keys }: { keys: ConsoleKey[] }) => {
  const [chosen, setChosen] = useState(() => busiest(keys)?.id);
  const [days, setDays] = useState(30);
  const [measure, setMeasure] = useState<UsageMeasure>('charged');
  const key = keys.find(({ id }) => id === chosen);
  const usage = useAccountData<ConsoleKeyUsage>(key ? `/keys/${key.id}/usage?days=${days}` : null);
  if (!key) return null;
  return (
    <>
      <div className="con-choices">
        <SelectField
          label={text['usage.key']}
          options={keys.map(({ id, label }) => [id, label] as const)}
          value={key.id}
          onChange={setChosen}
        />
        <SelectField
          label={text['usage.days']}
          options={times.map(
            (count) => [count, fill(text['usage.days.value'], { count })] as const,
          )}
          value={days}
          onChange={setDays}
        />
        <SelectField
          label={text['usage.show']}
          options={usageMeasures.map((name) => [name, text[`usage.${name}`]] as const)}
          value={measure}
          onChange={setMeasure}
        />
      </div>
      {usage.loading.state === 'failed' && (
        <FailureNotice failure={usage.loading.failure} onRetry={() => void usage.reload()} />
      )}
      {usage.loading.state === 'ready' && (
        <UsageOfKey usage={usage.loading.value} measure={measure} />
      )}
    </>
  );
};

/** A chart of nothing but zeros says less than a sentence. */
const UsageOfKey = ({ usage, measure }: UsageChartProps) => {
  const what = text[`usage.${measure}`];
  if (usage.days.every(({ requests }) => requests === 0))
    return <p className="con-text">{text['usage.none']}</p>;
  return (
    <>
      {isUsed(usage, measure) ? (
        <UsageChart usage={usage} measure={measure} />
      ) : (
        <p className="con-text">{fill(text['usage.zero'], { what })}</p>
      )}
      <DayTable usage={usage} />
    </>
  );
};

const busiest = (keys: ConsoleKey[]): ConsoleKey | undefined =>
  keys.toSorted((a, b) => b.usage.requests - a.usage.requests)[0];
