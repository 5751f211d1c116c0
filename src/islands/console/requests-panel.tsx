/** The log of all keys of the account. */
import text from '#content/i18n/en/console.json' with { type: 'json' };
import { LogView } from '../request-log/log-view.tsx';
import { useConsole } from './console-account.ts';
import type { KeyList } from './keys-panel.tsx';
import { useAccountData } from './use-account-data.ts';

export const RequestsPanel = () => {
  const { account } = useConsole();
  const { loading } = useAccountData<KeyList>('/keys');
  return (
    <>
      <p className="con-text">{text['requests.intro']}</p>
      <LogView
        source={{ kind: 'account', account: account.id }}
        keys={loading.state === 'ready' ? loading.value.data : []}
      />
    </>
  );
};
