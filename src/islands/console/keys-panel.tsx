/** Keys of the account: make, rename, disable, enable, reset. Nothing deletes one (K2). */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { FindableKeys } from './findable-keys.tsx';
import { NewKeyForm } from './new-key-form.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useAccountData } from './use-account-data.ts';

export type KeyList = { data: ConsoleKey[] };

export const KeysPanel = () => {
  const { loading, reload, set } = useAccountData<KeyList>('/keys');
  const changed = (key: ConsoleKey) => {
    if (loading.state === 'ready')
      set({ data: loading.value.data.map((each) => (each.id === key.id ? key : each)) });
  };
  return (
    <>
      <p className="con-text">{text['keys.intro']}</p>
      <NewKeyForm onMade={() => void reload()} />
      <div className="con-stack">
        <SecretOnce />
        {loading.state === 'loading' && (
          <p className="con-loading" role="status">
            {text['keys.loading']}
          </p>
        )}
        {loading.state === 'failed' && (
          <FailureNotice failure={loading.failure} onRetry={() => void reload()} />
        )}
        {loading.state === 'ready' && <FindableKeys keys={loading.value.data} onChange={changed} />}
      </div>
      <p className="con-text">{text['keys.noDelete']}</p>
    </>
  );
};
