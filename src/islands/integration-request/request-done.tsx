/** Said once the server has the request. */
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/integration-request.json' with { type: 'json' };
import submissionText from '#content/i18n/en/submission.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { kindsText } from '../submission/kinds-text.ts';
import { fill } from '../text/fill.ts';
import type { Asked } from './request-form.tsx';

export const RequestDone = ({ asked, onAgain }: { asked: Asked; onAgain(): void }) => {
  const { request, duplicate, redacted } = asked;
  const box = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice
        tone="good"
        role="status"
        title={fill(text[duplicate ? 'done.duplicate' : 'done.asked'], { name: request.name })}
      >
        <p>{fill(text['done.id'], { id: request.id })}</p>
        {redacted.length > 0 && (
          <p>{fill(submissionText['server.found'], { kinds: kindsText(redacted) })}</p>
        )}
        <p className="ctl-notice-foot">
          <Button size="s" onClick={onAgain}>
            {text.again}
          </Button>
        </p>
      </Notice>
    </div>
  );
};
