/** What was found in a text before it is sent, and what it will be sent as. */
import text from '#content/i18n/en/submission.json' with { type: 'json' };
import { Notice } from '../controls/notice.tsx';
import { fill } from '../text/fill.ts';
import { kindsText } from './kinds-text.ts';
import { pieces, type Review } from './review.ts';
import './submission.css';

export type ReviewNoteProps = {
  reviewed: Review;
  /** A public form takes no raw logs. */
  isPublic: boolean;
};

export const ReviewNote = ({ reviewed, isPublic }: ReviewNoteProps) => {
  if (reviewed.can === 'not-send')
    return (
      <Notice tone="bad" role="alert" title={text['unsearchable.title']}>
        <p>{text['unsearchable.text']}</p>
      </Notice>
    );
  if (isPublic && reviewed.rawLog)
    return (
      <Notice tone="warn" role="alert" title={text['rawLog.title']}>
        <p>{text['rawLog.text']}</p>
        <p className="ctl-notice-foot">
          <a href="/console/">{text['rawLog.ticket']}</a>
          <a href="/security/#report-a-problem">{text['rawLog.security']}</a>
        </p>
      </Notice>
    );
  if (reviewed.found.length === 0) return null;
  return (
    <Notice
      tone="warn"
      role="status"
      title={fill(text['found.title'], { kinds: kindsText(reviewed.found) })}
    >
      <p>{text['found.preview']}</p>
      <p className="submission-preview">
        {pieces(reviewed.text).map((piece, index) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text, in order.
          piece.redacted ? <mark key={index}>{piece.text}</mark> : piece.text,
        )}
      </p>
      <p>
        {text['found.leaked']} <a href="/keys/#when-a-key-leaked">{text['found.leakedLink']}</a>
      </p>
    </Notice>
  );
};
