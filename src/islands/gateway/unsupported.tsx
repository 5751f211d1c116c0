/** What stands in an island's place when the gateway behind the site can't do what it needs. */
import { useStore } from '@nanostores/react';
import text from '#content/i18n/en/gateway.json' with { type: 'json' };
import { Notice } from '../controls/notice.tsx';
import { $capabilities } from './capabilities.ts';

export const Unsupported = ({ children }: { children: string }) => {
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  return (
    <Notice>
      <p>
        {children}{' '}
        {capabilities.state === 'ready' && (
          <a href={capabilities.value.console}>{text.openConsole}</a>
        )}
      </p>
    </Notice>
  );
};
