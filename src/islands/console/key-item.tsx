/** One key: what it is called, what it used, and what can be done with it. */
import { useState } from 'react';
import text from '#content/i18n/en/console.json' with { type: 'json' };
import type { ConsoleKey } from '../../domain/playground-api.ts';
import { totalTokens } from '../../domain/usage.ts';
import { count, dollars } from '../charge/amounts.ts';
import { announce } from '../controls/announce.ts';
import { Button } from '../controls/button.tsx';
import { FailureNotice } from '../controls/notice.tsx';
import type { Failure } from '../gateway/failure.ts';
import { fill } from '../text/fill.ts';
import { useConsole } from './console-account.ts';
import { RenameForm } from './rename-form.tsx';
import { ResetDialog } from './reset-dialog.tsx';

export type KeyItemProps = { item: ConsoleKey; onChange(key: ConsoleKey): void };

export const KeyItem = ({ item, onChange }: KeyItemProps) => {
  const { call } = useConsole();
  const [doing, setDoing] = useState<'rename' | 'reset' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { label, status } = item;
  const action = status === 'active' ? 'disable' : 'enable';

  const turn = async () => {
    setFailure(null);
    const answer = await call<ConsoleKey>(`/keys/${item.id}/${action}`, { method: 'POST' });
    if (!answer.ok) return setFailure(answer.failure);
    onChange(answer.value);
    announce(fill(text[`keys.done.${action}`], { label }));
  };

  return (
    <li className="con-key" data-status={status}>
      <div className="con-key-head">
        {doing === 'rename' ? (
          <RenameForm item={item} onChange={onChange} onDone={() => setDoing(null)} />
        ) : (
          <p className="con-key-label">{label}</p>
        )}
        <code className="con-key-secret">{item.masked}</code>
        <span className="ctl-tag" data-tone={status === 'active' ? 'good' : 'plain'}>
          {text[`keys.${status}`]}
        </span>
      </div>
      <p className="con-key-facts">
        <span>{requestsOf(item)}</span>
        <span>{fill(text['keys.tokens'], { count: count(totalTokens(item.usage.tokens)) })}</span>
        <span>{fill(text['keys.charged'], { amount: dollars(item.usage.charged) })}</span>
        <span>{item.group}</span>
        <span>{fill(text['keys.created'], { date: day(item.createdAt) })}</span>
        {item.resetAt && <span>{fill(text['keys.reset.at'], { date: day(item.resetAt) })}</span>}
      </p>
      <div className="con-key-actions">
        <Button
          size="s"
          look="quiet"
          aria-label={`${text['keys.rename']} ${label}`}
          onClick={() => setDoing('rename')}
        >
          {text['keys.rename']}
        </Button>
        <Button
          size="s"
          look="quiet"
          aria-label={`${text[`keys.${action}`]} ${label}`}
          onClick={turn}
        >
          {text[`keys.${action}`]}
        </Button>
        <Button
          size="s"
          look="quiet"
          aria-label={`${text['keys.reset']} ${label}`}
          onClick={() => setDoing('reset')}
        >
          {text['keys.reset']}
        </Button>
      </div>
      {failure && <FailureNotice failure={failure} />}
      {doing === 'reset' && (
        <ResetDialog item={item} onChange={onChange} onDone={() => setDoing(null)} />
      )}
    </li>
  );
};

const requestsOf = ({ usage }: ConsoleKey): string =>
  usage.requests === 1
    ? text['keys.requests.one']
    : fill(text['keys.requests'], { count: count(usage.requests) });

export const day = (iso: string): string =>
  new Date(iso).toLocaleDateString(undefined, { dateStyle: 'medium' });
