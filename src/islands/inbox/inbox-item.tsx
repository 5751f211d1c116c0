/** One item: content, answers, status, link, deliveries. Each change shows what the server has then. */
import { useCallback, useState } from 'react';
import text from '#content/i18n/en/inbox.json' with { type: 'json' };
import type { InboxItem } from '../../domain/intake.ts';
import { announce } from '../controls/announce.ts';
import { FailureNotice } from '../controls/notice.tsx';
import { type CallOptions, call } from '../gateway/call.ts';
import type { Failure } from '../gateway/failure.ts';
import { BackButton } from '../submission/back-button.tsx';
import { Thread } from '../submission/thread.tsx';
import { fill } from '../text/fill.ts';
import { shownTime } from '../text/shown-time.ts';
import { useRead } from '../tickets/use-read.ts';
import { AnswerForm } from './answer-form.tsx';
import { Deliveries } from './deliveries.tsx';
import { ItemContent } from './item-content.tsx';
import { Standing } from './standing.tsx';

/** Changes the item; answers whether that worked. `said` is announced then. */
export type ChangeItem = (rest: string, options: CallOptions, said: string) => Promise<boolean>;

export type InboxItemViewProps = { id: string; onBack(): void };

export const InboxItemView = ({ id, onBack }: InboxItemViewProps) => {
  const path = useCallback(() => `/api/inbox/${encodeURIComponent(id)}`, [id]);
  const { current, reload, put } = useRead<InboxItem>(path);
  const [failure, setFailure] = useState<Failure | null>(null);

  const change: ChangeItem = async (rest, options, said) => {
    setFailure(null);
    const answer = await call<InboxItem>(`${path()}${rest}`, options);
    if (answer.ok) {
      put(answer.value);
      announce(said);
    } else setFailure(answer.failure);
    return answer.ok;
  };
  return (
    <>
      <BackButton onBack={onBack}>{text.back}</BackButton>
      {current.state === 'loading' && <p className="inbox-hint">{text['item.loading']}</p>}
      {current.state === 'failed' && <FailureNotice failure={current.failure} onRetry={reload} />}
      {current.state === 'ready' && (
        <article className="inbox-item">
          <h2 className="submission-subject">{current.value.title}</h2>
          <p className="inbox-hint">
            {text[`kind.${current.value.kind}`]} <code>{id}</code>{' '}
            {fill(text.arrived, {
              at: shownTime(current.value.createdAt),
              changed: shownTime(current.value.updatedAt),
            })}
          </p>
          {current.value.account !== null && (
            <p className="inbox-hint">
              {text.account} <code>{current.value.account}</code>
            </p>
          )}
          <ItemContent content={current.value.content} />
          {current.value.replies.length > 0 && (
            <section>
              <h3>{text.answers}</h3>
              <Thread messages={current.value.replies} />
            </section>
          )}
          {failure && <FailureNotice failure={failure} />}
          <AnswerForm kind={current.value.kind} change={change} />
          <Standing item={current.value} change={change} />
          <Deliveries deliveries={current.value.deliveries} change={change} />
        </article>
      )}
    </>
  );
};
