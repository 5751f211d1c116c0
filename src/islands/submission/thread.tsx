/** What was written back and forth, the oldest first. */
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import type { Reply } from '../../domain/intake.ts';
import { shownTime } from '../text/shown-time.ts';
import './submission.css';

export type Message = Pick<Reply, 'id' | 'author' | 'text' | 'createdAt'>;

/** `own`: whose messages are called "You". */
export const Thread = ({ messages, own }: { messages: Message[]; own?: Reply['author'] }) => (
  <ol className="submission-thread">
    {messages.map((message) => (
      <li key={message.id} data-author={message.author}>
        <p className="submission-author">
          <strong>
            {message.author === own ? text['author.you'] : text[`author.${message.author}`]}
          </strong>{' '}
          <time dateTime={message.createdAt}>{shownTime(message.createdAt)}</time>
        </p>
        <p className="submission-words">{message.text}</p>
      </li>
    ))}
  </ol>
);
