/** The review of a key that may have leaked (K1), with the switch that stops it beside it. */
import { useStore } from '@nanostores/react';
import { useRef, useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import leakText from '#content/i18n/en/leak-review.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import { SelectField } from '../controls/select-field.tsx';
import { $capabilities } from '../gateway/capabilities.ts';
import type { Failure } from '../gateway/failure.ts';
import { ReviewView } from '../leak-review/review-view.tsx';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import type { KeyList } from './keys-panel.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAccountData } from './use-account-data.ts';

export const LeakPanel = () => {
  const { account } = useConsole();
  const { loading, reload } = useAccountData<KeyList>('/keys');
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const [chosen, setChosen] = useState('');
  const [needed, setNeeded] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const askForKey = () => {
    setNeeded(true);
    place.current?.querySelector('select')?.focus();
  };
  if (loading.state === 'failed')
    return <FailureNotice failure={loading.failure} onRetry={() => void reload()} />;
  const keys = loading.state === 'ready' ? loading.value.data : [];
  const key = keys.find(({ id }) => id === chosen);
  return (
    <div className="leak" ref={place}>
      <p className="con-text">{leakText.intro}</p>
      <SecretOnce keyId={chosen} />
      <SelectField
        label={text['leak.key']}
        options={[
          ['', leakText['key.choose']],
          ...keys.map(({ id, label, masked }) => [id, `${label} (${masked})`] as const),
        ]}
        value={chosen}
        onChange={setChosen}
        error={needed && !key && leakText['key.needed']}
      />
      <ReviewView
        key={chosen}
        source={key ? { kind: 'account', account: account.id } : null}
        keyId={chosen}
        keyName={key ? `${key.label} (${key.masked})` : ''}
        support={capabilities.state === 'ready' ? capabilities.value.site.support : ''}
        onNeedsKey={askForKey}
        stop={key && <StopButtons item={key} onChange={() => void reload()} />}
      />
    </div>
  );
};

const StopButtons = ({ item, onChange }: { item: ConsoleKey; onChange(): void }) => {
  const { call } = useConsole();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { label } = item;
  const disable = async () => {
    const answer = await call<ConsoleKey>(`/keys/${item.id}/disable`, { method: 'POST' });
    if (!answer.ok) return setFailure(answer.failure);
    setFailure(null);
    announce(fill(text['keys.done.disable'], { label }));
    onChange();
  };
  return (
    <span className="con-actions">
      <Button look="danger" size="s" onClick={() => setAsking(true)}>
        {fill(leakText['todo.reset'], { label })}
      </Button>
      <Button size="s" onClick={disable} disabled={item.status === 'disabled'}>
        {item.status === 'disabled'
          ? text['keys.disabled']
          : fill(leakText['todo.disable'], { label })}
      </Button>
      {failure && <FailureNotice failure={failure} />}
      {asking && <ResetDialog item={item} onChange={onChange} onDone={() => setAsking(false)} />}
    </span>
  );
};
