/** The receipt: shown once the server has the report, and only then. */
import { useEffect, useRef } from 'react';
import text from '#content/i18n/en/security-report.json' with { type: 'json' };
import { Button } from '../controls/button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Notice } from '../controls/notice.tsx';
import type { Receipt } from './follow-form.tsx';

export type ReportDoneProps = { receipt: Receipt; onFollow(receipt: Receipt): void };

export const ReportDone = ({ receipt, onFollow }: ReportDoneProps) => {
  const box = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1}>
      <Notice tone="good" role="status" title={text['done.title']}>
        <p>{text['done.text']}</p>
        <dl className="report-receipt">
          <dt>{text['receipt.label']}</dt>
          <dd>{receipt.receipt}</dd>
          <dt>{text['secret.label']}</dt>
          <dd>{receipt.secret}</dd>
        </dl>
        <p className="ctl-notice-foot">
          <CopyButton
            look="plain"
            value={`${text['receipt.label']}: ${receipt.receipt}\n${text['secret.label']}: ${receipt.secret}`}
          >
            {text.copyBoth}
          </CopyButton>
          <Button size="s" look="quiet" onClick={() => onFollow(receipt)}>
            {text['done.follow']}
          </Button>
        </p>
      </Notice>
    </div>
  );
};
