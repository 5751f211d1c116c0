/** What comes from a key's group: scope, multiplier, limits (K4). */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleGroup } from '../../domain/playground-api.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { fill } from '../text/fill.ts';
import { day } from './key-item.tsx';
import type { KeyList } from './keys-panel.tsx';
import { useAccountData } from './use-account-data.ts';

export const GroupsPanel = () => {
  const { loading, reload } = useAccountData<{ data: ConsoleGroup[] }>('/groups');
  const keys = useAccountData<KeyList>('/keys').loading;
  const labelsIn = (group: string) =>
    keys.state === 'ready' ? keys.value.data.filter((key) => key.group === group) : [];
  return (
    <>
      <p className="con-text">{text['groups.intro']}</p>
      <p className="con-text">
        {text['groups.price']}{' '}
        <a className="ctl-link" href="/pricing/">
          {text['groups.priceLink']}
        </a>
      </p>
      {loading.state === 'failed' && (
        <FailureNotice failure={loading.failure} onRetry={() => void reload()} />
      )}
      {loading.state === 'ready' &&
        loading.value.data.map((group) => (
          <Group
            key={group.id}
            group={group}
            labels={labelsIn(group.id).map(({ label }) => label)}
          />
        ))}
    </>
  );
};

const Group = ({ group, labels }: { group: ConsoleGroup; labels: string[] }) => {
  const { multiplier, comingMultiplier, scope, limits } = group;
  const limit = (value: number | null) => value ?? text['groups.noLimit'];
  return (
    <section className="con-group" aria-label={group.id}>
      <p className="con-group-name">{group.id}</p>
      <p className="con-text">{group.description}</p>
      <dl className="con-facts">
        <div>
          <dt>{text['groups.multiplier']}</dt>
          <dd>
            × {multiplier}
            {comingMultiplier && (
              <span className="con-coming">
                {fill(text['groups.coming'], {
                  multiplier: comingMultiplier.multiplier,
                  date: day(comingMultiplier.effectiveAt),
                })}
              </span>
            )}
          </dd>
        </div>
        <div>
          <dt>{text['groups.scope']}</dt>
          <dd>
            {scope.includes('*')
              ? text['groups.scopeAll']
              : scope.map((model) => (
                  <code key={model} className="con-scope">
                    {model}
                  </code>
                ))}
          </dd>
        </div>
        <div>
          <dt>{text['groups.limitKey']}</dt>
          <dd>{limit(limits.key)}</dd>
        </div>
        <div>
          <dt>{text['groups.limitAccount']}</dt>
          <dd>{limit(limits.account)}</dd>
        </div>
        {labels.length > 0 && (
          <div>
            <dt>{text['groups.keys']}</dt>
            <dd>{shortList(labels)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
};

const mostLabels = 12;

const shortList = (labels: string[]): string => {
  const more = labels.length - mostLabels;
  const shown = labels.slice(0, mostLabels).join(', ');
  return more > 0 ? fill(text['groups.keysMore'], { labels: shown, count: more }) : shown;
};
